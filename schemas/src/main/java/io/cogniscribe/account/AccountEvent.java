package io.cogniscribe.account;

import io.cogniscribe.message.WireName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of an account or of a name. */
public sealed interface AccountEvent {

  /** A registration has begun; its names are not granted yet. */
  @WireName("RegistrationRequested")
  record RegistrationRequested(
      String username, String email, String passwordHash, UUID usernameClaim, UUID emailClaim)
      implements AccountEvent {}

  /** The account has been granted one of its names. */
  @WireName("ClaimConfirmed")
  record ClaimConfirmed(NameKind kind) implements AccountEvent {}

  /** The account exists, with both names granted. */
  @WireName("UserRegistered")
  record UserRegistered(
      String username,
      String email,
      String passwordHash,
      UUID usernameClaim,
      UUID emailClaim,
      List<String> roles)
      implements AccountEvent {}

  /** The registration failed, because {@code taken} belongs to another account. */
  @WireName("RegistrationRefused")
  record RegistrationRefused(NameKind taken) implements AccountEvent {}

  /** The user opened a session. */
  @WireName("SessionOpened")
  record SessionOpened(
      UUID sessionId, Instant expiresAt, @Nullable String clientAddress, @Nullable String userAgent)
      implements AccountEvent {}

  /** One session was closed before its expiry. */
  @WireName("SessionClosed")
  record SessionClosed(UUID sessionId) implements AccountEvent {}

  /** Every session except {@code kept} was closed before its expiry. */
  @WireName("SessionsClosed")
  record SessionsClosed(@Nullable UUID kept) implements AccountEvent {}

  /** The account has another password. */
  @WireName("PasswordChanged")
  record PasswordChanged(String passwordHash) implements AccountEvent {}

  /** The account requested another e-mail address. */
  @WireName("EmailChangeRequested")
  record EmailChangeRequested(String email, UUID emailClaim) implements AccountEvent {}

  /** The account has another e-mail address. */
  @WireName("EmailChanged")
  record EmailChanged(String email, UUID emailClaim) implements AccountEvent {}

  /** The account keeps its e-mail address, because the requested one is taken. */
  @WireName("EmailChangeRefused")
  record EmailChangeRefused() implements AccountEvent {}

  /** The user can no longer log in. */
  @WireName("AccountDeactivated")
  record AccountDeactivated() implements AccountEvent {}

  /** The user can log in again. */
  @WireName("AccountReactivated")
  record AccountReactivated() implements AccountEvent {}

  /** The account was deleted permanently. */
  @WireName("AccountDeleted")
  record AccountDeleted() implements AccountEvent {}

  /** The roles of the account have changed. */
  @WireName("RolesChanged")
  record RolesChanged(List<String> roles) implements AccountEvent {}

  /** An API key was issued to a program. */
  @WireName("ApiKeyIssued")
  record ApiKeyIssued(String label, String role, String secretHash, @Nullable Instant expiresAt)
      implements AccountEvent {}

  /** The API key was revoked. */
  @WireName("ApiKeyRevoked")
  record ApiKeyRevoked() implements AccountEvent {}

  /** The name is held for {@code userId}. */
  @WireName("NameClaimed")
  record NameClaimed(UUID userId, NameKind kind) implements AccountEvent {}

  /** The name is free again. */
  @WireName("NameReleased")
  record NameReleased(UUID userId, NameKind kind) implements AccountEvent {}
}
