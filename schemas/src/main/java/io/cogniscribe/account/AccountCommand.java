package io.cogniscribe.account;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked of an account, or of a name that accounts compete for. Both are aggregates of
 * the account family: an account is keyed by the user's id, a name by its claim id, which is a
 * keyed hash of the normalised name.
 */
public sealed interface AccountCommand {

  /** Opens an account; it exists once both names are granted. */
  record Register(
      String username, String email, String passwordHash, UUID usernameClaim, UUID emailClaim)
      implements AccountCommand {}

  /**
   * Records a log-in attempt of the account in the audit trail; {@code code} says why it failed.
   */
  record RecordLogin(boolean succeeded, @Nullable String code) implements AccountCommand {}

  /** Asks a name to be held for {@code userId}. Internal: sent by the registration. */
  record ClaimName(UUID userId, NameKind kind) implements AccountCommand {}

  /** Gives a name back that {@code userId} holds. Internal: sent by the registration. */
  record ReleaseName(UUID userId, NameKind kind) implements AccountCommand {}

  /** A name's answer to the account that claimed it. Internal: sent by the name. */
  record AnswerClaim(NameKind kind, boolean granted) implements AccountCommand {}
}
