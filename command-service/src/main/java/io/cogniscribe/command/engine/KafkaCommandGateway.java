package io.cogniscribe.command.engine;

import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.wire.ActorSignatures;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.springframework.kafka.requestreply.KafkaReplyTimeoutException;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;
import org.springframework.kafka.requestreply.RequestReplyFuture;
import org.springframework.kafka.support.SendResult;

/**
 * Writes commands to an aggregate type's topic, signed for the actor that the edge has
 * authenticated. A header that the decider copies to the outcome identifies the waiting request.
 * The command id cannot, because two requests may have the same id.
 */
public record KafkaCommandGateway<C>(
    String topic,
    AvroCodec<CommandEnvelope<C>> codec,
    ReplyingKafkaTemplate<byte[], byte[], byte[]> kafka,
    RestoreProgress restore,
    ActorSignatures signatures)
    implements CommandGateway<C> {

  private static final AvroCodec<Outcome> OUTCOMES = Codecs.outcomes();

  /** Most commands with several steps are decided after this pause; the following pauses double. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  /**
   * The longest pause. All pauses together take six seconds, less than a client waits for an
   * outcome.
   */
  private static final Duration LAST_PAUSE = Duration.ofMillis(3_200);

  @Override
  public CompletableFuture<Outcome> send(CommandEnvelope<C> command) {
    return send(command, FIRST_PAUSE);
  }

  private CompletableFuture<Outcome> send(CommandEnvelope<C> command, Duration pause) {
    RequestReplyFuture<byte[], byte[], byte[]> reply;
    try {
      restore.requireFinished();
      reply = kafka.sendAndReceive(record(command));
    } catch (RestoreUnfinishedException e) {
      return CompletableFuture.failedFuture(e);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(new LogUnavailableException(e));
    }
    return reply
        .handle((record, failure) ->
            failure == null
                ? OUTCOMES.decode(record.value())
                : pending(command, writtenAt(reply, failure)))
        .thenCompose(outcome -> {
          boolean isAnswer = !reply.isCompletedExceptionally();
          return isAnswer && outcome.result() instanceof Outcome.Pending && !isOver(pause)
              ? sendAgain(command, pause)
              : CompletableFuture.completedFuture(outcome);
        });
  }

  private static boolean isOver(Duration pause) {
    return pause.compareTo(LAST_PAUSE) > 0;
  }

  /** Sends the command once more after a pause, because an earlier copy of it is still pending. */
  private CompletableFuture<Outcome> sendAgain(CommandEnvelope<C> command, Duration pause) {
    Executor later =
        CompletableFuture.delayedExecutor(
            pause.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread);
    return CompletableFuture.runAsync(() -> {}, later)
        .thenCompose(_ -> send(command, pause.multipliedBy(2)));
  }

  @Override
  public CompletableFuture<CommandPosition> post(CommandEnvelope<C> command) {
    try {
      restore.requireFinished();
      return kafka
          .send(record(command))
          .thenApply(sent -> position(sent.getRecordMetadata()))
          .exceptionallyCompose(
              failure -> CompletableFuture.failedFuture(new LogUnavailableException(failure)));
    } catch (RestoreUnfinishedException e) {
      return CompletableFuture.failedFuture(e);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(new LogUnavailableException(e));
    }
  }

  private ProducerRecord<byte[], byte[]> record(CommandEnvelope<C> command) {
    byte[] key = Keys.of(command.aggregateId());
    byte[] value = codec.encode(command);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, Keys.partition(key), key, value);
    record.headers().add(ActorSignatures.HEADER, signatures.sign(topic, key, value));
    return record;
  }

  /** Returns the position of a command that was not decided in time. */
  private static RecordMetadata writtenAt(
      RequestReplyFuture<byte[], byte[], byte[]> reply, Throwable failure) {
    CompletableFuture<SendResult<byte[], byte[]>> sent = reply.getSendFuture();
    if (failure instanceof KafkaReplyTimeoutException
        && sent != null
        && sent.isDone()
        && !sent.isCompletedExceptionally()) {
      return sent.join().getRecordMetadata();
    }
    throw new CompletionException(new LogUnavailableException(failure));
  }

  private static CommandPosition position(RecordMetadata written) {
    return new CommandPosition(written.topic(), written.partition(), written.offset());
  }

  private static Outcome pending(CommandEnvelope<?> command, RecordMetadata written) {
    return new Outcome(
        command.commandId(),
        command.aggregateId(),
        command.actor(),
        position(written),
        command.issuedAt(),
        command.fingerprint(),
        new Outcome.Pending());
  }
}
