package io.cogniscribe.command.account;

import io.cogniscribe.account.AccountEvent.RegistrationRequested;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.message.WireName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the decider must remember of an account, of a name or of a program's key. */
public sealed interface AccountState {

  /** Nothing has happened: no such account; a name that is free. */
  @WireName("Absent")
  record Absent() implements AccountState {}

  /**
   * An account whose names are being claimed. A claim counts as taken from the start.
   *
   * @param commandId the command that asked for the account, and waits for its outcome
   * @param awaiting the name that has been asked for last
   */
  @WireName("Registering")
  record Registering(UUID commandId, RegistrationRequested request, NameKind awaiting)
      implements AccountState {}

  /**
   * An account.
   *
   * @param enabled whether the person is let in
   * @param sessions those that have not been ended, oldest first; some may have expired
   * @param emailChange the change that waits for its name
   */
  @WireName("Active")
  record Active(
      UUID usernameClaim,
      UUID emailClaim,
      boolean enabled,
      List<OpenSession> sessions,
      @Nullable EmailChange emailChange)
      implements AccountState {

    Active withEnabled(boolean now) {
      return new Active(usernameClaim, emailClaim, now, sessions, emailChange);
    }

    Active withSessions(List<OpenSession> now) {
      return new Active(usernameClaim, emailClaim, enabled, List.copyOf(now), emailChange);
    }

    Active withEmail(UUID claim, @Nullable EmailChange change) {
      return new Active(usernameClaim, claim, enabled, sessions, change);
    }
  }

  /** A session that was opened and not ended. */
  record OpenSession(UUID id, Instant expiresAt) {}

  /**
   * An e-mail address that is being claimed.
   *
   * @param commandId the command that asked for it, and waits for its outcome
   */
  record EmailChange(UUID commandId, String email, UUID emailClaim) {}

  /** A registration that was refused; its id is never used again. */
  @WireName("Refused")
  record Refused() implements AccountState {}

  /** An account that has ended; its id is never used again. */
  @WireName("Deleted")
  record Deleted() implements AccountState {}

  /** A name that is held by an account. */
  @WireName("Held")
  record Held(UUID userId) implements AccountState {}

  /** A program's key. */
  @WireName("Key")
  record Key(boolean revoked) implements AccountState {}
}
