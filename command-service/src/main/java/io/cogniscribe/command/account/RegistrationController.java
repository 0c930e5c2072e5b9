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
record RegistrationController(
    CommandGateway<AccountCommand> gateway,
    CommandFactory commands,
    NameClaims names,
    Passwords passwords) {

  @PostMapping("/api/auth/register")
  ResponseEntity<Object> register(@RequestBody RegisterUser body, WriteRequest request) {
    UUID usernameClaim = names.id(NameKind.USERNAME, body.username());
    UUID emailClaim = names.id(NameKind.EMAIL, body.email());
    // Different people may use one idempotency key, so the ids are derived from the key and both
    // names.
    RequestIds ids = request.ids("nobody/" + usernameClaim + "/" + emailClaim);
    return Answers.send(
        gateway,
        ids.newAggregateId(),
        ids.commandId(),
        () ->
            commands.repeatable(
                request,
                Actor.SYSTEM,
                ids.commandId(),
                ids.newAggregateId(),
                new AccountCommand.Register(
                    body.username(),
                    body.email(),
                    passwords.hash(body.password()),
                    usernameClaim,
                    emailClaim)),
        request,
        (outcome, accepted) ->
            Answers.success(
                ResponseEntity.status(HttpStatus.CREATED),
                outcome,
                accepted,
                new Registered(
                    true, "User registered successfully", outcome.aggregateId(), body.username())));
  }
}
