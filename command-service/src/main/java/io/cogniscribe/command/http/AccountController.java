package io.cogniscribe.command.http;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.account.NameClaims;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.command.http.AccountBodies.ChangeEmail;
import io.cogniscribe.command.http.AccountBodies.ChangePassword;
import io.cogniscribe.command.http.AccountBodies.Changed;
import io.cogniscribe.command.http.AccountBodies.DeleteMe;
import io.cogniscribe.web.openapi.Responds;
import io.cogniscribe.web.security.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * What people change about their own account. A stolen token is not enough for it: each change asks
 * for the password.
 */
@RestController
@Responds(with = Changed.class)
@Responds(status = 202, with = Answers.Pending.class)
final class AccountController {

  private final CommandGateway<AccountCommand> gateway;
  private final CommandFactory commands;
  private final NameClaims names;
  private final Passwords passwords;
  private final PasswordConfirmation confirmation;

  AccountController(
      CommandGateway<AccountCommand> gateway,
      CommandFactory commands,
      NameClaims names,
      Passwords passwords,
      PasswordConfirmation confirmation) {
    this.gateway = gateway;
    this.commands = commands;
    this.names = names;
    this.passwords = passwords;
    this.confirmation = confirmation;
  }

  @PutMapping("/api/users/me/password")
  ResponseEntity<Object> changePassword(
      @RequestBody ChangePassword body, WriteRequest request, Caller caller) {
    body.demandStrength(caller.username());
    confirmation.demandForChange(body.currentPassword(), body.newPassword(), caller, request);
    return send(
        caller,
        request,
        new AccountCommand.ChangePassword(passwords.hash(body.newPassword()), caller.sessionId()));
  }

  @PutMapping("/api/users/me/email")
  ResponseEntity<Object> changeEmail(
      @RequestBody ChangeEmail body, WriteRequest request, Caller caller) {
    confirmation.demand(body.password(), "email_change", caller, request);
    return send(
        caller,
        request,
        new AccountCommand.ChangeEmail(body.email(), names.id(NameKind.EMAIL, body.email())));
  }

  @DeleteMapping("/api/users/me")
  ResponseEntity<Object> delete(@RequestBody DeleteMe body, WriteRequest request, Caller caller) {
    confirmation.demand(body.password(), "account_delete", caller, request);
    return send(caller, request, new AccountCommand.DeleteAccount());
  }

  private ResponseEntity<Object> send(Caller caller, WriteRequest request, AccountCommand command) {
    return Answers.send(
        gateway,
        commands.toAccount(caller, request, caller.userId(), command),
        request.headers(),
        (outcome, accepted) ->
            Answers.success(
                ResponseEntity.ok(), outcome, accepted, new Changed(true, accepted.status())));
  }
}
