package io.cogniscribe.command.account;

import static io.cogniscribe.message.Outcome.Reason.CONFLICT;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.engine.Decision;
import io.cogniscribe.message.Outcome;
import java.util.List;
import java.util.UUID;

/** Usernames and e-mail addresses: aggregates that are free, or held by one account. */
final class Names {

  private Names() {}

  static Decision<AccountEvent, AccountMessage> claim(
      AccountState state, AccountCommand.ClaimName claim) {
    UUID userId = claim.userId();
    return switch (state) {
      case AccountState.Absent() ->
          silently(
              List.of(new AccountEvent.NameClaimed(userId, claim.kind())),
              List.of(answer(userId, claim.kind(), true)));
      case AccountState.Held(var holder) ->
          silently(List.of(), List.of(answer(userId, claim.kind(), holder.equals(userId))));
      case AccountState.Registering _,
          AccountState.Active _,
          AccountState.Refused _,
          AccountState.Deleted _,
          AccountState.Key _ ->
          silently(List.of(), List.of(answer(userId, claim.kind(), false)));
    };
  }

  static Decision<AccountEvent, AccountMessage> release(
      AccountState state, AccountCommand.ReleaseName release) {
    boolean holds =
        state instanceof AccountState.Held(var holder) && holder.equals(release.userId());
    return silently(
        holds
            ? List.of(new AccountEvent.NameReleased(release.userId(), release.kind()))
            : List.of(),
        List.of());
  }

  private static AccountMessage answer(UUID userId, NameKind kind, boolean granted) {
    return new AccountMessage(userId, new AccountCommand.AnswerClaim(kind, granted));
  }

  static Decision<AccountEvent, AccountMessage> silently(
      List<AccountEvent> events, List<AccountMessage> messages) {
    return new Decision.Accepted<>(events, messages, new Decision.Nobody());
  }

  static Outcome.Rejected taken(NameKind kind) {
    return switch (kind) {
      case USERNAME -> Outcome.Rejected.of(CONFLICT, "username_taken", "Username already exists");
      case EMAIL -> Outcome.Rejected.of(CONFLICT, "email_taken", "Email already registered");
    };
  }
}
