package io.cogniscribe.command.http;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountCommand.OpenSession;
import io.cogniscribe.account.AccountCommand.RecordLogin;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.account.CredentialView.Credential;
import io.cogniscribe.command.account.NameClaims;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.command.http.AccountBodies.LogIn;
import io.cogniscribe.command.http.AccountBodies.LoggedIn;
import io.cogniscribe.command.limit.RouteClass;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.web.openapi.Responds;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.TokenIssuer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Gives tokens to people who know their password. */
@RestController
@Responds(with = LoggedIn.class)
@Responds(status = 202, with = Answers.Pending.class)
final class LoginController {

  private static final String INVALID_CREDENTIALS = "invalid_credentials";

  private final CommandGateway<AccountCommand> gateway;
  private final CommandFactory commands;
  private final NameClaims names;
  private final PasswordAttempts attempts;
  private final TokenIssuer tokens;
  private final InstantSource clock;

  LoginController(
      CommandGateway<AccountCommand> gateway,
      CommandFactory commands,
      NameClaims names,
      PasswordAttempts attempts,
      TokenIssuer tokens,
      InstantSource clock) {
    this.gateway = gateway;
    this.commands = commands;
    this.names = names;
    this.attempts = attempts;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * An unknown name and a wrong password are told alike and take as long. No token leaves before
   * the log has the attempt.
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
      gateway.post(commands.login(request, Actor.SYSTEM, account, failed)).join();
      throw new ProblemException(
              HttpStatus.UNAUTHORIZED, INVALID_CREDENTIALS, "Invalid username or password")
          .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return openSession(known.orElseThrow(), request);
  }

  /**
   * The token leaves once the session is in the log. Who comes back with it before this instance
   * has read that waits for it ({@link io.cogniscribe.command.account.CredentialView#inSession}),
   * as on any other instance.
   */
  private ResponseEntity<Object> openSession(Credential account, WriteRequest request) {
    UUID session = UuidCreator.getTimeOrderedEpoch();
    Instant expiresAt = clock.instant().plus(tokens.expiry()).truncatedTo(ChronoUnit.SECONDS);
    CommandEnvelope<AccountCommand> open =
        commands.login(
            request,
            Actor.user(account.userId()),
            account.userId(),
            new OpenSession(session, expiresAt));
    return Answers.send(
        gateway,
        open,
        WriteHeaders.NONE,
        (outcome, accepted) -> {
          Caller caller =
              new Caller(
                  account.userId(), account.username(), ViewSessionCheck.roles(account), session);
          TokenIssuer.AccessToken token = tokens.issue(caller, account.email());
          return ResponseEntity.ok()
              .header(Answers.CONSISTENCY_TOKEN, outcome.position().token())
              .body(
                  new LoggedIn(
                      token.value(),
                      "bearer",
                      token.expiresIn(),
                      account.userId(),
                      account.username()));
        });
  }
}
