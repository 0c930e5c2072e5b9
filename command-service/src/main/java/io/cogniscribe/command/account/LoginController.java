package io.cogniscribe.command.account;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountCommand.RecordLogin;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.account.AccountBodies.LogIn;
import io.cogniscribe.command.account.AccountBodies.LoggedIn;
import io.cogniscribe.command.account.CredentialView.Credential;
import io.cogniscribe.command.edge.Answers;
import io.cogniscribe.command.edge.CommandFactory;
import io.cogniscribe.command.edge.WriteRequest;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.command.limit.RouteClass;
import io.cogniscribe.message.Actor;
import io.cogniscribe.web.openapi.Responds;
import io.cogniscribe.web.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Logs people in with their password. */
@RestController
@Responds(with = LoggedIn.class)
@Responds(status = 202, with = Answers.Pending.class)
record LoginController(
    CommandGateway<AccountCommand> gateway,
    CommandFactory commands,
    NameClaims names,
    PasswordAttempts attempts,
    SessionOpening sessions) {

  private static final String INVALID_CREDENTIALS = "invalid_credentials";

  /**
   * Responds alike, and after the same time, to an unknown name and to a wrong password. The log
   * has the attempt before the token is sent.
   */
  @PostMapping("/api/auth/login")
  ResponseEntity<Object> logIn(@RequestBody LogIn body, WriteRequest request) {
    UUID claim = names.id(NameKind.USERNAME, body.username());
    PasswordCheck.Result checked =
        attempts.check(claim, body.password(), RouteClass.LOGIN, null, request);
    Optional<Credential> known = checked.account();
    UUID account = known.map(Credential::userId).orElse(claim);
    if (!checked.matches()) {
      RecordLogin failed = new RecordLogin(false, INVALID_CREDENTIALS);
      gateway.post(commands.unrepeatable(request.origin(), Actor.SYSTEM, account, failed)).join();
      throw new ProblemException(
              HttpStatus.UNAUTHORIZED, INVALID_CREDENTIALS, "Invalid username or password")
          .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return sessions.open(known.orElseThrow(), request);
  }
}
