package io.cogniscribe.account;

import io.cogniscribe.message.WireName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What has happened to an account or to a name. */
public sealed interface AccountEvent {

  /** A registration has begun; its names are not granted yet. */
  @WireName("RegistrationRequested")
  record RegistrationRequested(
      String username, String email, String passwordHash, UUID usernameClaim, UUID emailClaim)
      implements AccountEvent {}

  /** The account has been granted one of its names. */
  @WireName("ClaimConfirmed")
  record ClaimConfirmed(NameKind kind) implements AccountEvent {}

  /** The account exists: both names are its own. */
  @WireName("UserRegistered")
  record UserRegistered(
      String username,
      String email,
      String passwordHash,
      UUID usernameClaim,
      UUID emailClaim,
      List<String> roles)
      implements AccountEvent {}

  /** The account does not come to be, because {@code taken} is another's. */
  @WireName("RegistrationRefused")
  record RegistrationRefused(NameKind taken) implements AccountEvent {}

  /** The person was let in. */
  @WireName("SessionOpened")
  record SessionOpened(
      UUID sessionId, Instant expiresAt, @Nullable String clientAddress, @Nullable String userAgent)
      implements AccountEvent {}

  /** One session has ended before its time. */
  @WireName("SessionClosed")
  record SessionClosed(UUID sessionId) implements AccountEvent {}

  /** Every session but {@code kept} has ended before its time. */
  @WireName("SessionsClosed")
  record SessionsClosed(@Nullable UUID kept) implements AccountEvent {}

  /** The account has another password. */
  @WireName("PasswordChanged")
  record PasswordChanged(String passwordHash) implements AccountEvent {}

  /** The account asks for another e-mail address. */
  @WireName("EmailChangeRequested")
  record EmailChangeRequested(String email, UUID emailClaim) implements AccountEvent {}

  /** The account has another e-mail address. */
  @WireName("EmailChanged")
  record EmailChanged(String email, UUID emailClaim) implements AccountEvent {}

  /** The account keeps its e-mail address, because the other is taken. */
  @WireName("EmailChangeRefused")
  record EmailChangeRefused() implements AccountEvent {}

  /** The person is kept out. */
  @WireName("AccountDeactivated")
  record AccountDeactivated() implements AccountEvent {}

  /** The person may come in again. */
  @WireName("AccountReactivated")
  record AccountReactivated() implements AccountEvent {}

  /** The account has ended for good. */
  @WireName("AccountDeleted")
  record AccountDeleted() implements AccountEvent {}

  /** The account may do other things than before. */
  @WireName("RolesChanged")
  record RolesChanged(List<String> roles) implements AccountEvent {}

  /** A program may identify itself by a secret. */
  @WireName("ApiKeyIssued")
  record ApiKeyIssued(String label, String role, String secretHash, @Nullable Instant expiresAt)
      implements AccountEvent {}

  /** The program's secret is worthless. */
  @WireName("ApiKeyRevoked")
  record ApiKeyRevoked() implements AccountEvent {}

  /** The name is held for {@code userId}. */
  @WireName("NameClaimed")
  record NameClaimed(UUID userId, NameKind kind) implements AccountEvent {}

  /** The name is free again. */
  @WireName("NameReleased")
  record NameReleased(UUID userId, NameKind kind) implements AccountEvent {}
}
