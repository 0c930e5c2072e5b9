package io.cogniscribe.command.account;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.account.AccountBodies.ChangeEmail;
import io.cogniscribe.command.account.AccountBodies.ChangePassword;
import io.cogniscribe.command.account.AccountBodies.Changed;
import io.cogniscribe.command.account.AccountBodies.DeleteMe;
import io.cogniscribe.command.edge.Actors;
import io.cogniscribe.command.edge.Answers;
import io.cogniscribe.command.edge.CommandFactory;
import io.cogniscribe.command.edge.WriteRequest;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.web.openapi.Responds;
import io.cogniscribe.web.security.Caller;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Changes people's own accounts. Each change requires the password, so that a stolen token is not
 * sufficient.
 */
@RestController
@Responds(with = Changed.class)
@Responds(status = 202, with = Answers.Pending.class)
record AccountController(
    CommandGateway<AccountCommand> gateway,
    CommandFactory commands,
    NameClaims names,
    Passwords passwords,
    PasswordConfirmation confirmation) {

  @PutMapping("/api/users/me/password")
  ResponseEntity<Object> changePassword(
      @RequestBody ChangePassword body, WriteRequest request, Caller caller) {
    body.demandStrength(caller.username());
    return send(
        caller,
        request,
        () -> {
          confirmation.demandForChange(body.currentPassword(), body.newPassword(), caller, request);
          return new AccountCommand.ChangePassword(
              passwords.hash(body.newPassword()), caller.sessionId());
        });
  }

  @PutMapping("/api/users/me/email")
  ResponseEntity<Object> changeEmail(
      @RequestBody ChangeEmail body, WriteRequest request, Caller caller) {
    return send(
        caller,
        request,
        () -> {
          confirmation.demand(body.password(), "email_change", caller, request);
          return new AccountCommand.ChangeEmail(
              body.email(), names.id(NameKind.EMAIL, body.email()));
        });
  }

  @DeleteMapping("/api/users/me")
  ResponseEntity<Object> delete(@RequestBody DeleteMe body, WriteRequest request, Caller caller) {
    return send(
        caller,
        request,
        () -> {
          confirmation.demand(body.password(), "account_delete", caller, request);
          return new AccountCommand.DeleteAccount();
        });
  }

  /** Counts the request before its password is hashed, and not at all if it is a retry. */
  private ResponseEntity<Object> send(
      Caller caller, WriteRequest request, Supplier<AccountCommand> confirmed) {
    UUID userId = caller.userId();
    UUID commandId = request.ids(Actors.id(caller)).commandId();
    return Answers.send(
        gateway,
        userId,
        commandId,
        () ->
            commands.repeatable(
                request, Actors.ofAccount(caller), commandId, userId, confirmed.get()),
        request,
        Answers.ok(accepted -> new Changed(true, accepted.status())));
  }
}
