package io.cogniscribe.command.account;

import static io.cogniscribe.message.Outcome.Reason.CONFLICT;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.RegistrationRequested;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.engine.Decision;
import java.util.List;
import java.util.UUID;

/**
 * The process that creates an account. It claims the username and then the e-mail address, each of
 * which is an aggregate that only one account can hold. If both claims succeed, the account exists;
 * otherwise the process releases its claims and is refused. Each step is a command in the log and
 * one transaction, so an interrupted process continues.
 */
final class Registration {

  private static final List<String> ROLES_OF_A_PERSON = List.of("user");

  private Registration() {}

  static Decision<AccountEvent, AccountMessage> begin(
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
            new AccountMessage(
                register.usernameClaim(), new AccountCommand.ClaimName(userId, NameKind.USERNAME))),
        new Decision.Later());
  }

  static Decision<AccountEvent, AccountMessage> goOn(
      AccountState.Registering registering, UUID userId, AccountCommand.AnswerClaim answer) {
    if (registering.awaiting() != answer.kind()) {
      return Names.silently(List.of(), List.of());
    }
    return switch (answer.kind()) {
      case USERNAME ->
          answer.granted()
              ? claimEmail(registering, userId)
              : refuse(registering, NameKind.USERNAME);
      case EMAIL -> answer.granted() ? open(registering) : refuseAndRelease(registering, userId);
    };
  }

  private static Decision<AccountEvent, AccountMessage> claimEmail(
      AccountState.Registering registering, UUID userId) {
    return Names.silently(
        List.of(new AccountEvent.ClaimConfirmed(NameKind.USERNAME)),
        List.of(
            new AccountMessage(
                registering.request().emailClaim(),
                new AccountCommand.ClaimName(userId, NameKind.EMAIL))));
  }

  private static Decision<AccountEvent, AccountMessage> open(AccountState.Registering registering) {
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

  private static Decision<AccountEvent, AccountMessage> refuseAndRelease(
      AccountState.Registering registering, UUID userId) {
    return new Decision.Accepted<>(
        List.of(new AccountEvent.RegistrationRefused(NameKind.EMAIL)),
        List.of(
            new AccountMessage(
                registering.request().usernameClaim(),
                new AccountCommand.ReleaseName(userId, NameKind.USERNAME))),
        new Decision.Settled(registering.commandId(), Names.taken(NameKind.EMAIL)));
  }

  private static Decision<AccountEvent, AccountMessage> refuse(
      AccountState.Registering registering, NameKind taken) {
    return new Decision.Accepted<>(
        List.of(new AccountEvent.RegistrationRefused(taken)),
        List.of(),
        new Decision.Settled(registering.commandId(), Names.taken(taken)));
  }
}
