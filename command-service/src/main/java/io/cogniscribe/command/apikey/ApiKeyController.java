package io.cogniscribe.command.apikey;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountCommand.IssueApiKey;
import io.cogniscribe.command.apikey.ApiKeyBodies.Issue;
import io.cogniscribe.command.apikey.ApiKeyBodies.Issued;
import io.cogniscribe.command.apikey.ApiKeyBodies.Revoked;
import io.cogniscribe.command.edge.Actors;
import io.cogniscribe.command.edge.Answers;
import io.cogniscribe.command.edge.CommandFactory;
import io.cogniscribe.command.edge.WriteHeaders;
import io.cogniscribe.command.edge.WriteRequest;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.web.openapi.Responds;
import io.cogniscribe.web.security.ApiKey;
import io.cogniscribe.web.security.Caller;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Issues and revokes API keys. The decider, not this controller, refuses callers that are not
 * operators, so that their attempts are audited.
 */
@RestController
@Responds(with = Revoked.class)
@Responds(status = 202, with = Answers.Pending.class)
record ApiKeyController(
    CommandGateway<AccountCommand> gateway, CommandFactory commands, InstantSource clock) {

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Returns a new key. The key is not stored, so a retry cannot return it again: every request
   * issues another key, even with an {@code Idempotency-Key}, and waits for the outcome, even with
   * {@code respond-async}.
   */
  @PostMapping("/api/api-keys")
  @Responds(status = 201, with = Issued.class)
  ResponseEntity<Object> issue(@RequestBody Issue body, WriteRequest request, Caller caller) {
    body.demandExpiryAfter(clock.instant());
    ApiKey key = ApiKey.random(UuidCreator.getTimeOrderedEpoch(), RANDOM);
    IssueApiKey issue =
        new IssueApiKey(body.label(), body.role(), key.secretHash(), body.expiresAt());
    return Answers.send(
        gateway,
        commands.unrepeatable(request.origin(), Actors.ofAccount(caller), key.id(), issue),
        WriteHeaders.NONE,
        (outcome, accepted) ->
            Answers.success(
                ResponseEntity.status(HttpStatus.CREATED),
                outcome,
                accepted,
                new Issued(key.id(), body.label(), body.role(), body.expiresAt(), key.text())));
  }

  @DeleteMapping("/api/api-keys/{key_id}")
  ResponseEntity<Object> revoke(
      @PathVariable("key_id") UUID keyId, WriteRequest request, Caller caller) {
    return Answers.send(
        gateway,
        commands.repeatable(
            request, Actors.ofAccount(caller), keyId, new AccountCommand.RevokeApiKey()),
        request,
        Answers.ok(accepted -> new Revoked(keyId, accepted.status())));
  }
}
