package io.cogniscribe.account;

import java.util.List;
import java.util.UUID;

/** What has happened to an account or to a name. */
public sealed interface AccountEvent {

  /** A registration has begun; its names are not granted yet. */
  record RegistrationRequested(
      String username, String email, String passwordHash, UUID usernameClaim, UUID emailClaim)
      implements AccountEvent {}

  /** The account has been granted one of its names. */
  record ClaimConfirmed(NameKind kind) implements AccountEvent {}

  /** The account exists: both names are its own. */
  record UserRegistered(
      String username,
      String email,
      String passwordHash,
      UUID usernameClaim,
      UUID emailClaim,
      List<String> roles)
      implements AccountEvent {}

  /** The account does not come to be, because {@code taken} is another's. */
  record RegistrationRefused(NameKind taken) implements AccountEvent {}

  /** The name is held for {@code userId}. */
  record NameClaimed(UUID userId, NameKind kind) implements AccountEvent {}

  /** The name is free again. */
  record NameReleased(UUID userId, NameKind kind) implements AccountEvent {}
}
