package io.cogniscribe.command.http;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.account.NameClaims;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.command.http.AccountBodies.RegisterUser;
import io.cogniscribe.command.http.AccountBodies.Registered;
import io.cogniscribe.web.openapi.Responds;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Opens accounts. */
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
    AccountCommand.Register register =
        new AccountCommand.Register(
            body.username(),
            body.email(),
            passwords.hash(body.password()),
            names.id(NameKind.USERNAME, body.username()),
            names.id(NameKind.EMAIL, body.email()));
    return Answers.send(
        gateway,
        commands.registration(request, register),
        request.headers(),
        (outcome, accepted) ->
            Answers.success(
                ResponseEntity.status(HttpStatus.CREATED),
                outcome,
                accepted,
                new Registered(
                    true, "User registered successfully", outcome.aggregateId(), body.username())));
  }
}
