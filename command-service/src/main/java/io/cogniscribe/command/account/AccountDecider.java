package io.cogniscribe.command.account;

import static io.cogniscribe.message.Outcome.Reason.CONFLICT;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.RegistrationRequested;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.engine.Decider;
import io.cogniscribe.command.engine.Decision;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import java.util.List;
import java.util.UUID;

/**
 * Accounts and names. A registration is a process that the account's aggregate runs: it claims the
 * username, then the e-mail address, each of which is an aggregate that only one account can win,
 * and then exists; or it gives back what it holds and is refused. Each step is a command in the log
 * and one transaction, so the process goes on wherever it was interrupted.
 */
public final class AccountDecider
    implements Decider<AccountCommand, AccountEvent, AccountNotice, AccountState> {

  private static final List<String> ROLES_OF_A_PERSON = List.of("user");

  @Override
  public AccountState initial() {
    return new AccountState.Absent();
  }

  @Override
  public Decision<AccountEvent, AccountNotice> decide(
      AccountState state, CommandEnvelope<AccountCommand> command) {
    UUID id = command.aggregateId();
    return switch (command.payload()) {
      case AccountCommand.Register register -> register(state, id, register);
      case AccountCommand.AnswerClaim answer -> continueRegistration(state, id, answer);
      case AccountCommand.ClaimName claim -> claim(state, claim);
      case AccountCommand.ReleaseName release -> release(state, release);
      case AccountCommand.RecordLogin _ -> Decision.accepted(List.of());
    };
  }

  private static Decision<AccountEvent, AccountNotice> register(
      AccountState state, UUID userId, AccountCommand.Register register) {
    if (!(state instanceof AccountState.Absent)) {
      return Decision.rejected(CONFLICT, "account_exists", "an account of this id exists already");
    }
    RegistrationRequested requested =
        new RegistrationRequested(
            register.username(),
            register.email(),
            register.passwordHash(),
            register.usernameClaim(),
            register.emailClaim());
    return new Decision.Accepted<>(
        List.of(requested),
        List.of(
            new AccountNotice(
                register.usernameClaim(), new AccountCommand.ClaimName(userId, NameKind.USERNAME))),
        new Decision.Later());
  }

  private static Decision<AccountEvent, AccountNotice> continueRegistration(
      AccountState state, UUID userId, AccountCommand.AnswerClaim answer) {
    if (!(state instanceof AccountState.Registering registering)
        || registering.awaiting() != answer.kind()) {
      return silently(List.of(), List.of());
    }
    return switch (answer.kind()) {
      case USERNAME ->
          answer.granted()
              ? claimEmail(registering, userId)
              : refuse(registering, NameKind.USERNAME);
      case EMAIL -> answer.granted() ? open(registering) : refuseAndRelease(registering, userId);
    };
  }

  private static Decision<AccountEvent, AccountNotice> claimEmail(
      AccountState.Registering registering, UUID userId) {
    return silently(
        List.of(new AccountEvent.ClaimConfirmed(NameKind.USERNAME)),
        List.of(
            new AccountNotice(
                registering.request().emailClaim(),
                new AccountCommand.ClaimName(userId, NameKind.EMAIL))));
  }

  private static Decision<AccountEvent, AccountNotice> open(AccountState.Registering registering) {
    RegistrationRequested request = registering.request();
    return new Decision.Accepted<>(
        List.of(
            new AccountEvent.UserRegistered(
                request.username(),
                request.email(),
                request.passwordHash(),
                request.usernameClaim(),
                request.emailClaim(),
                ROLES_OF_A_PERSON)),
        List.of(),
        new Decision.Settled(registering.commandId(), null));
  }

  private static Decision<AccountEvent, AccountNotice> refuseAndRelease(
      AccountState.Registering registering, UUID userId) {
    return new Decision.Accepted<>(
        List.of(new AccountEvent.RegistrationRefused(NameKind.EMAIL)),
        List.of(
            new AccountNotice(
                registering.request().usernameClaim(),
                new AccountCommand.ReleaseName(userId, NameKind.USERNAME))),
        new Decision.Settled(registering.commandId(), taken(NameKind.EMAIL)));
  }

  private static Decision<AccountEvent, AccountNotice> refuse(
      AccountState.Registering registering, NameKind taken) {
    return new Decision.Accepted<>(
        List.of(new AccountEvent.RegistrationRefused(taken)),
        List.of(),
        new Decision.Settled(registering.commandId(), taken(taken)));
  }

  private static Decision<AccountEvent, AccountNotice> claim(
      AccountState state, AccountCommand.ClaimName claim) {
    UUID userId = claim.userId();
    return switch (state) {
      case AccountState.Absent() ->
          silently(
              List.of(new AccountEvent.NameClaimed(userId, claim.kind())),
              List.of(answer(userId, claim.kind(), true)));
      case AccountState.Held(var holder) ->
          silently(List.of(), List.of(answer(userId, claim.kind(), holder.equals(userId))));
      case AccountState.Registering _, AccountState.Active _, AccountState.Refused _ ->
          silently(List.of(), List.of(answer(userId, claim.kind(), false)));
    };
  }

  private static Decision<AccountEvent, AccountNotice> release(
      AccountState state, AccountCommand.ReleaseName release) {
    boolean holds =
        state instanceof AccountState.Held(var holder) && holder.equals(release.userId());
    return silently(
        holds
            ? List.of(new AccountEvent.NameReleased(release.userId(), release.kind()))
            : List.of(),
        List.of());
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
      case AccountEvent.UserRegistered _ -> new AccountState.Active();
      case AccountEvent.RegistrationRefused _ -> new AccountState.Refused();
      case AccountEvent.NameClaimed(var userId, _) -> new AccountState.Held(userId);
      case AccountEvent.NameReleased _ -> new AccountState.Absent();
    };
  }

  @Override
  public String status(AccountState state) {
    return switch (state) {
      case AccountState.Absent _ -> "absent";
      case AccountState.Registering _ -> "registering";
      case AccountState.Active _ -> "active";
      case AccountState.Refused _ -> "refused";
      case AccountState.Held _ -> "held";
    };
  }

  private static AccountNotice answer(UUID userId, NameKind kind, boolean granted) {
    return new AccountNotice(userId, new AccountCommand.AnswerClaim(kind, granted));
  }

  private static Decision<AccountEvent, AccountNotice> silently(
      List<AccountEvent> events, List<AccountNotice> notices) {
    return new Decision.Accepted<>(events, notices, new Decision.Nobody());
  }

  private static Outcome.Rejected taken(NameKind kind) {
    return switch (kind) {
      case USERNAME -> Outcome.Rejected.of(CONFLICT, "username_taken", "Username already exists");
      case EMAIL -> Outcome.Rejected.of(CONFLICT, "email_taken", "Email already registered");
    };
  }
}
