package io.cogniscribe.command.account;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.account.AccountBodies.RegisterUser;
import io.cogniscribe.command.account.AccountBodies.Registered;
import io.cogniscribe.command.edge.Answers;
import io.cogniscribe.command.edge.CommandFactory;
import io.cogniscribe.command.edge.RequestIds;
import io.cogniscribe.command.edge.WriteRequest;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.web.openapi.Responds;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Registers accounts. */
@RestController
@Responds(status = 201, with = Registered.class)
@Responds(status = 202, with = Answers.Pending.class)
final class RegistrationController {

  private final CommandGateway<AccountCommand> gateway;
  private final CommandFactory commands;
  private final NameClaims names;
  private final Passwords passwords;

  RegistrationController(
      CommandGateway<AccountCommand> gateway,
      CommandFactory commands,
      NameClaims names,
      Passwords passwords) {
    this.gateway = gateway;
    this.commands = commands;
    this.names = names;
    this.passwords = passwords;
  }

  @PostMapping("/api/auth/register")
  ResponseEntity<Object> register(@RequestBody RegisterUser body, WriteRequest request) {
    UUID usernameClaim = names.id(NameKind.USERNAME, body.username());
    UUID emailClaim = names.id(NameKind.EMAIL, body.email());
    // Different people may use one idempotency key, so the ids are derived from the key and both
    // names.
    RequestIds ids = request.ids("nobody/" + usernameClaim + "/" + emailClaim);
    Answers.Success registered = (outcome, accepted) -> registered(outcome, accepted, body);
    // The request is counted before the password is hashed.
    return request
        .quota()
        .admit(Topics.ACCOUNT_COMMANDS, ids.newAggregateId(), ids.commandId(), request)
        .map(known -> Answers.again(known, request.headers(), registered))
        .orElseGet(() -> {
          AccountCommand.Register register =
              new AccountCommand.Register(
                  body.username(),
                  body.email(),
                  passwords.hash(body.password()),
                  usernameClaim,
                  emailClaim);
          return Answers.send(
              gateway,
              commands.repeatable(
                  request, Actor.SYSTEM, ids.commandId(), ids.newAggregateId(), register),
              request.headers(),
              registered);
        });
  }

  private static ResponseEntity<Object> registered(
      Outcome outcome, Outcome.Accepted accepted, RegisterUser body) {
    return Answers.success(
        ResponseEntity.status(HttpStatus.CREATED),
        outcome,
        accepted,
        new Registered(
            true, "User registered successfully", outcome.aggregateId(), body.username()));
  }
}
