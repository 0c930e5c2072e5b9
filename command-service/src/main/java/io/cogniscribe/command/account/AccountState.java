package io.cogniscribe.command.account;

import io.cogniscribe.account.AccountEvent.RegistrationRequested;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.message.WireName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The decider's state of an account, of a name or of an API key. */
public sealed interface AccountState {

  /** The aggregate has no events: the account does not exist, or the name is free. */
  @WireName("Absent")
  record Absent() implements AccountState {}

  /**
   * An account whose names are being claimed. A claim counts as taken from the start.
   *
   * @param commandId the command that requested the account; its outcome is pending
   * @param awaiting the name whose claim was sent last
   */
  @WireName("Registering")
  record Registering(UUID commandId, RegistrationRequested request, NameKind awaiting)
      implements AccountState {}

  /**
   * An account.
   *
   * @param enabled false if the account is deactivated
   * @param sessions the sessions without an end, oldest first; some may have expired
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

  /** A session that has not been ended. */
  record OpenSession(UUID id, Instant expiresAt) {}

  /**
   * An e-mail address that is being claimed.
   *
   * @param commandId the command that requested it; its outcome is pending
   */
  record EmailChange(UUID commandId, String email, UUID emailClaim) {}

  /** A registration that was refused; its id is never used again. */
  @WireName("Refused")
  record Refused() implements AccountState {}

  /** A deleted account; its id is never used again. */
  @WireName("Deleted")
  record Deleted() implements AccountState {}

  /** A name that is held by an account. */
  @WireName("Held")
  record Held(UUID userId) implements AccountState {}

  /** An API key. */
  @WireName("Key")
  record Key(boolean revoked) implements AccountState {}
}
