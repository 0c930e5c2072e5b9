package io.cogniscribe.command.account;

import io.cogniscribe.account.AccountEvent.RegistrationRequested;
import io.cogniscribe.account.NameKind;
import java.util.UUID;

/** What the decider must remember of an account or of a name. */
public sealed interface AccountState {

  /** Nothing has happened: no such account; a name that is free. */
  record Absent() implements AccountState {}

  /**
   * An account whose names are being claimed. A claim counts as taken from the start.
   *
   * @param commandId the command that asked for the account, and waits for its outcome
   * @param awaiting the name that has been asked for last
   */
  record Registering(UUID commandId, RegistrationRequested request, NameKind awaiting)
      implements AccountState {}

  /** An account. */
  record Active() implements AccountState {}

  /** A registration that was refused; its id is never used again. */
  record Refused() implements AccountState {}

  /** A name that is held by an account. */
  record Held(UUID userId) implements AccountState {}
}
