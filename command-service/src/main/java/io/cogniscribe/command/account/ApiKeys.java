package io.cogniscribe.command.account;

import static io.cogniscribe.message.Outcome.Reason.CONFLICT;
import static io.cogniscribe.message.Outcome.Reason.INVALID;
import static io.cogniscribe.message.Outcome.Reason.NOT_FOUND;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.command.account.AccountState.Absent;
import io.cogniscribe.command.engine.Decision;
import java.util.List;
import java.util.Set;

/** Decides commands to API keys: each is issued once and revoked once. */
final class ApiKeys {

  private static final Set<String> ROLES_OF_PROGRAMS = Set.of("worker", "producer");

  private ApiKeys() {}

  static Decision<AccountEvent, AccountMessage> issue(
      AccountState state, AccountCommand.IssueApiKey issue) {
    if (!(state instanceof Absent)) {
      return Decision.rejected(CONFLICT, "api_key_exists", "a key of this id exists already");
    }
    if (!ROLES_OF_PROGRAMS.contains(issue.role())) {
      return Decision.rejected(INVALID, "validation_failed", "a program is a worker or a producer");
    }
    return Decision.accepted(
        List.of(
            new AccountEvent.ApiKeyIssued(
                issue.label(), issue.role(), issue.secretHash(), issue.expiresAt())));
  }

  static Decision<AccountEvent, AccountMessage> revoke(AccountState state) {
    return state instanceof AccountState.Key(var revoked) && !revoked
        ? Decision.accepted(List.of(new AccountEvent.ApiKeyRevoked()))
        : Decision.rejected(NOT_FOUND, "api_key_not_found", "there is no such key");
  }
}
