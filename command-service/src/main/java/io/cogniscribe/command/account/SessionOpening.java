package io.cogniscribe.command.account;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountCommand.OpenSession;
import io.cogniscribe.command.account.AccountBodies.LoggedIn;
import io.cogniscribe.command.account.CredentialView.Credential;
import io.cogniscribe.command.edge.Answers;
import io.cogniscribe.command.edge.CommandFactory;
import io.cogniscribe.command.edge.WriteHeaders;
import io.cogniscribe.command.edge.WriteRequest;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.TokenIssuer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.http.ResponseEntity;

/** Opens sessions and issues their tokens. */
record SessionOpening(
    CommandGateway<AccountCommand> gateway,
    CommandFactory commands,
    TokenIssuer tokens,
    InstantSource clock) {

  /**
   * Opens a session of an authenticated account. The token is sent once the session is in the log.
   * If the client uses it before an instance has read the session, that instance waits for the
   * session ({@link io.cogniscribe.command.account.CredentialView#inSession}).
   */
  ResponseEntity<Object> open(Credential account, WriteRequest request) {
    UUID session = UuidCreator.getTimeOrderedEpoch();
    Instant expiresAt = clock.instant().plus(tokens.expiry()).truncatedTo(ChronoUnit.SECONDS);
    CommandEnvelope<AccountCommand> open =
        commands.unrepeatable(
            request.origin(),
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
