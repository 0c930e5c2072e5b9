package io.cogniscribe.command.account;

import static io.cogniscribe.message.Outcome.Reason.FORBIDDEN;
import static io.cogniscribe.message.Outcome.Reason.INVALID;
import static io.cogniscribe.message.Outcome.Reason.NOT_FOUND;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.RegistrationRequested;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.account.AccountState.Active;
import io.cogniscribe.command.engine.Decider;
import io.cogniscribe.command.engine.Decision;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.RecordedEvent;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Decides commands to accounts, to the names that accounts compete for, and to API keys. */
public final class AccountDecider
    implements Decider<AccountCommand, AccountEvent, AccountMessage, AccountState> {

  static final Set<String> ROLES = Set.of("user", "worker", "producer", "operator");

  @Override
  public AccountState initial() {
    return new AccountState.Absent();
  }

  @Override
  public Decision<AccountEvent, AccountMessage> decide(
      AccountState state, CommandEnvelope<AccountCommand> command) {
    if (!mayAsk(command)) {
      return Decision.rejected(FORBIDDEN, "forbidden", "you may not send this command");
    }
    UUID id = command.aggregateId();
    return switch (command.payload()) {
      case AccountCommand.Register register -> Registration.begin(state, id, register);
      case AccountCommand.AnswerClaim answer -> goOn(state, id, answer);
      case AccountCommand.ClaimName claim -> Names.claim(state, claim);
      case AccountCommand.ReleaseName release -> Names.release(state, release);
      case AccountCommand.OpenSession open ->
          member(state, account -> Membership.open(account, command, open));
      case AccountCommand.CloseSession(var session) ->
          member(state, account -> Membership.close(account, session));
      case AccountCommand.CloseSessions() -> member(state, Membership::closeAll);
      case AccountCommand.ChangePassword change ->
          member(state, account -> Membership.changePassword(account, change));
      case AccountCommand.ChangeEmail change ->
          member(state, account -> Membership.changeEmail(account, id, change));
      case AccountCommand.Deactivate() ->
          member(state, account -> Membership.enable(account, false));
      case AccountCommand.Reactivate() ->
          member(state, account -> Membership.enable(account, true));
      case AccountCommand.DeleteAccount() ->
          member(state, account -> Membership.delete(account, id));
      case AccountCommand.ChangeRoles(var roles) -> member(state, _ -> changeRoles(roles));
      case AccountCommand.IssueApiKey issue -> ApiKeys.issue(state, issue);
      case AccountCommand.RevokeApiKey() -> ApiKeys.revoke(state);
      // These commands are in the log only for the audit log.
      case AccountCommand.RecordLogin _,
          AccountCommand.RecordAccess _,
          AccountCommand.RecordSkip _ ->
          Decision.accepted(List.of());
    };
  }

  /**
   * Returns whether the actor may send the command: people for themselves, operators and the
   * backend for anyone.
   */
  private static boolean mayAsk(CommandEnvelope<AccountCommand> command) {
    ActorKind kind = command.actor().kind();
    boolean forAnybody = kind == ActorKind.OPERATOR || kind == ActorKind.SYSTEM;
    // Compares ids, not roles: a worker, too, may end its own sessions.
    boolean forHimself = command.actor().id().equals(command.aggregateId().toString());
    return switch (command.payload()) {
      case AccountCommand.CloseSession _,
          AccountCommand.CloseSessions _,
          AccountCommand.ChangePassword _,
          AccountCommand.ChangeEmail _,
          AccountCommand.DeleteAccount _ ->
          forAnybody || forHimself;
      case AccountCommand.Deactivate _,
          AccountCommand.Reactivate _,
          AccountCommand.ChangeRoles _,
          AccountCommand.IssueApiKey _,
          AccountCommand.RevokeApiKey _ ->
          forAnybody;
      // Steps of a process have the actor who started it. Only the edge can send the other
      // commands.
      case AccountCommand.Register _,
          AccountCommand.AnswerClaim _,
          AccountCommand.ClaimName _,
          AccountCommand.ReleaseName _,
          AccountCommand.OpenSession _,
          AccountCommand.RecordLogin _,
          AccountCommand.RecordAccess _,
          AccountCommand.RecordSkip _ ->
          true;
    };
  }

  private static Decision<AccountEvent, AccountMessage> member(
      AccountState state, Function<Active, Decision<AccountEvent, AccountMessage>> decision) {
    return state instanceof Active account
        ? decision.apply(account)
        : Decision.rejected(NOT_FOUND, "account_not_found", "there is no such account");
  }

  private static Decision<AccountEvent, AccountMessage> goOn(
      AccountState state, UUID userId, AccountCommand.AnswerClaim answer) {
    return switch (state) {
      case AccountState.Registering registering -> Registration.goOn(registering, userId, answer);
      case Active account -> Membership.goOn(account, userId, answer);
      case AccountState.Absent _,
          AccountState.Refused _,
          AccountState.Deleted _,
          AccountState.Held _,
          AccountState.Key _ ->
          Names.silently(List.of(), List.of());
    };
  }

  private static Decision<AccountEvent, AccountMessage> changeRoles(List<String> roles) {
    return roles.isEmpty() || !ROLES.containsAll(roles)
        ? Decision.rejected(
            INVALID, "validation_failed", "roles are user, worker, producer, operator")
        : Decision.accepted(
            List.of(new AccountEvent.RolesChanged(roles.stream().distinct().sorted().toList())));
  }

  @Override
  public AccountState evolve(AccountState state, RecordedEvent<AccountEvent> event) {
    return switch (event.payload()) {
      case RegistrationRequested request ->
          new AccountState.Registering(event.causationId(), request, NameKind.USERNAME);
      case AccountEvent.ClaimConfirmed _ -> {
        if (!(state instanceof AccountState.Registering registering)) {
          throw new IllegalStateException("the log confirms a claim of no registration");
        }
        yield new AccountState.Registering(
            registering.commandId(), registering.request(), NameKind.EMAIL);
      }
      case AccountEvent.UserRegistered user ->
          new Active(user.usernameClaim(), user.emailClaim(), true, List.of(), null);
      case AccountEvent.RegistrationRefused _ -> new AccountState.Refused();
      case AccountEvent.NameClaimed(var userId, _) -> new AccountState.Held(userId);
      case AccountEvent.NameReleased _ -> new AccountState.Absent();
      case AccountEvent.AccountDeleted() -> new AccountState.Deleted();
      case AccountEvent.ApiKeyIssued _ -> new AccountState.Key(false);
      case AccountEvent.ApiKeyRevoked() -> new AccountState.Key(true);
      case AccountEvent.SessionOpened _,
          AccountEvent.SessionClosed _,
          AccountEvent.SessionsClosed _,
          AccountEvent.PasswordChanged _,
          AccountEvent.EmailChangeRequested _,
          AccountEvent.EmailChanged _,
          AccountEvent.EmailChangeRefused _,
          AccountEvent.AccountDeactivated _,
          AccountEvent.AccountReactivated _,
          AccountEvent.RolesChanged _ -> {
        if (!(state instanceof Active account)) {
          throw new IllegalStateException("the log changes an account that does not exist");
        }
        yield Membership.evolve(account, event);
      }
    };
  }

  @Override
  public String status(AccountState state) {
    return switch (state) {
      case AccountState.Absent _ -> "absent";
      case AccountState.Registering _ -> "registering";
      case Active account -> account.enabled() ? "active" : "inactive";
      case AccountState.Refused _ -> "refused";
      case AccountState.Deleted _ -> "deleted";
      case AccountState.Held _ -> "held";
      case AccountState.Key(var revoked) -> revoked ? "revoked" : "issued";
    };
  }
}
