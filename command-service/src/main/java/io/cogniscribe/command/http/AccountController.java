package io.cogniscribe.command.http;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.account.CredentialView;
import io.cogniscribe.command.account.NameClaims;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.command.http.AccountBodies.ChangeEmail;
import io.cogniscribe.command.http.AccountBodies.ChangePassword;
import io.cogniscribe.command.http.AccountBodies.Changed;
import io.cogniscribe.command.http.AccountBodies.DeleteMe;
import io.cogniscribe.web.openapi.Responds;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import org.springframework.http.HttpStatus;
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

  private final CredentialView credentials;
  private final CommandGateway<AccountCommand> gateway;
  private final CommandFactory commands;
  private final NameClaims names;
  private final Passwords passwords;

  AccountController(
      CredentialView credentials,
      CommandGateway<AccountCommand> gateway,
      CommandFactory commands,
      NameClaims names,
      Passwords passwords) {
    this.credentials = credentials;
    this.gateway = gateway;
    this.commands = commands;
    this.names = names;
    this.passwords = passwords;
  }

  @PutMapping("/api/users/me/password")
  ResponseEntity<Object> changePassword(
      @RequestBody ChangePassword body, WriteRequest request, Caller caller) {
    body.demandStrength(caller.username());
    demandPassword(caller, body.currentPassword());
    return send(
        caller,
        request,
        new AccountCommand.ChangePassword(passwords.hash(body.newPassword()), caller.sessionId()));
  }

  @PutMapping("/api/users/me/email")
  ResponseEntity<Object> changeEmail(
      @RequestBody ChangeEmail body, WriteRequest request, Caller caller) {
    demandPassword(caller, body.password());
    return send(
        caller,
        request,
        new AccountCommand.ChangeEmail(body.email(), names.id(NameKind.EMAIL, body.email())));
  }

  @DeleteMapping("/api/users/me")
  ResponseEntity<Object> delete(@RequestBody DeleteMe body, WriteRequest request, Caller caller) {
    demandPassword(caller, body.password());
    return send(caller, request, new AccountCommand.DeleteAccount());
  }

  private void demandPassword(Caller caller, String password) {
    String hash =
        credentials
            .account(caller.userId())
            .map(CredentialView.Credential::passwordHash)
            .orElse(null);
    if (!passwords.matches(password, hash)) {
      throw new ProblemException(
          HttpStatus.FORBIDDEN, "wrong_password", "The password is not the account's.");
    }
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
