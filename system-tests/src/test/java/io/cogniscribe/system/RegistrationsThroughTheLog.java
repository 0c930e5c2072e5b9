package io.cogniscribe.system;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.account.NameClaims;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.command.engine.KafkaClients;
import io.cogniscribe.command.engine.KafkaCommandGateway;
import io.cogniscribe.command.engine.OutcomeReplies;
import io.cogniscribe.command.engine.RestoreProgress;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.ActorSignatures;
import io.cogniscribe.wire.Codecs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;

/**
 * Writes registrations to the log like the HTTP edge, but from this JVM: without a password hash
 * for each, thousands take seconds. The command-service's process decides them.
 */
record RegistrationsThroughTheLog(
    CommandGateway<AccountCommand> gateway,
    NameClaims names,
    DefaultKafkaProducerFactory<byte[], byte[]> producers,
    ReplyingKafkaTemplate<byte[], byte[], byte[]> replies)
    implements Registrations {

  private static final Duration START = Duration.ofSeconds(30);

  /** Time after which a client without an answer repeats the request. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  static RegistrationsThroughTheLog of(
      String bootstrapServers, String nameKeySecret, String actorKeySecret)
      throws InterruptedException {
    KafkaClients clients = new KafkaClients(bootstrapServers);
    var producers = new DefaultKafkaProducerFactory<byte[], byte[]>(clients.producerConfig());
    var replies = OutcomeReplies.template(clients, producers);
    replies.setDefaultReplyTimeout(PATIENCE);
    replies.afterPropertiesSet();
    replies.start();
    if (!replies.waitForAssignment(START)) {
      throw new IllegalStateException("the outcomes cannot be read");
    }
    return new RegistrationsThroughTheLog(
        new KafkaCommandGateway<>(
            Topics.ACCOUNT_COMMANDS,
            Codecs.accountCommands(),
            replies,
            new RestoreProgress(),
            ActorSignatures.of(
                new SecretKeySpec(actorKeySecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"),
                null)),
        NameClaims.keyedBy(nameKeySecret.getBytes(StandardCharsets.UTF_8)),
        producers,
        replies);
  }

  @Override
  public CompletableFuture<Verdict> register(String username, String email) {
    UUID commandId = UuidCreator.getTimeOrderedEpoch();
    AccountCommand register =
        new AccountCommand.Register(
            username,
            email,
            "no hash of any password",
            names.id(NameKind.USERNAME, username),
            names.id(NameKind.EMAIL, email));
    return send(
        new CommandEnvelope<>(
            commandId,
            UuidCreator.getTimeOrderedEpoch(),
            Actor.SYSTEM,
            Instant.now(),
            null,
            null,
            commandId,
            null,
            null,
            register));
  }

  private CompletableFuture<Verdict> send(CommandEnvelope<AccountCommand> command) {
    return gateway
        .send(command)
        .thenCompose(outcome ->
            switch (outcome.result()) {
              case Outcome.Accepted _ ->
                  CompletableFuture.completedFuture(new Verdict.Registered(outcome.aggregateId()));
              case Outcome.Rejected(_, var code, _, _) ->
                  CompletableFuture.completedFuture(new Verdict.Refused(code));
              case Outcome.Pending() -> send(command);
            });
  }

  @Override
  public void close() {
    replies.stop();
    replies.destroy();
    producers.destroy();
  }
}
