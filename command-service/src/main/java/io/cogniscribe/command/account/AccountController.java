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
import io.cogniscribe.message.Outcome;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.web.openapi.Responds;
import io.cogniscribe.web.security.Caller;
import java.util.Optional;
import java.util.UUID;
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
    Optional<ResponseEntity<Object>> known = admit(caller, request);
    if (known.isPresent()) {
      return known.get();
    }
    confirmation.demandForChange(body.currentPassword(), body.newPassword(), caller, request);
    return send(
        caller,
        request,
        new AccountCommand.ChangePassword(passwords.hash(body.newPassword()), caller.sessionId()));
  }

  @PutMapping("/api/users/me/email")
  ResponseEntity<Object> changeEmail(
      @RequestBody ChangeEmail body, WriteRequest request, Caller caller) {
    Optional<ResponseEntity<Object>> known = admit(caller, request);
    if (known.isPresent()) {
      return known.get();
    }
    confirmation.demand(body.password(), "email_change", caller, request);
    return send(
        caller,
        request,
        new AccountCommand.ChangeEmail(body.email(), names.id(NameKind.EMAIL, body.email())));
  }

  @DeleteMapping("/api/users/me")
  ResponseEntity<Object> delete(@RequestBody DeleteMe body, WriteRequest request, Caller caller) {
    Optional<ResponseEntity<Object>> known = admit(caller, request);
    if (known.isPresent()) {
      return known.get();
    }
    confirmation.demand(body.password(), "account_delete", caller, request);
    return send(caller, request, new AccountCommand.DeleteAccount());
  }

  /**
   * Counts the request before its password is hashed; returns the stored response if it is a retry.
   */
  private static Optional<ResponseEntity<Object>> admit(Caller caller, WriteRequest request) {
    UUID commandId = request.ids(Actors.id(caller)).commandId();
    return request
        .quota()
        .admit(Topics.ACCOUNT_COMMANDS, caller.userId(), commandId, request)
        .map(known -> Answers.again(known, request.headers(), AccountController::changed));
  }

  private ResponseEntity<Object> send(Caller caller, WriteRequest request, AccountCommand command) {
    return Answers.send(
        gateway,
        commands.repeatable(request, Actors.ofAccount(caller), caller.userId(), command),
        request.headers(),
        AccountController::changed);
  }

  private static ResponseEntity<Object> changed(Outcome outcome, Outcome.Accepted accepted) {
    return Answers.success(
        ResponseEntity.ok(), outcome, accepted, new Changed(true, accepted.status()));
  }
}
