package io.cogniscribe.replay.deadletter;

import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LogTail;
import io.cogniscribe.topic.DeadLetter;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import io.cogniscribe.wire.WireException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends commands of dead letters again, to the partition of their key, with the proof of their
 * actor and no other header. The command id stays the same: while outcomes are kept, a second copy
 * gets the outcome of the first. Used by one thread.
 */
public final class Resubmitter implements AutoCloseable {

  private static final int TIMEOUT_MS = 15_000;

  private final Producer<byte[], byte[]> producer;
  private final LogTail outcomes;
  private final Duration patience;

  /**
   * A command that was sent.
   *
   * @param outcome empty when no outcome arrived in time
   */
  public record Sent(CommandPosition position, Optional<Outcome> outcome) {}

  /**
   * Creates a resubmitter with its own connections.
   *
   * @param patience the time to wait for an outcome
   */
  public Resubmitter(KafkaSource kafka, Duration patience) {
    this.producer =
        kafka.producer(
            Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS / 3,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MS));
    this.outcomes = new LogTail(kafka);
    this.patience = patience;
  }

  /**
   * Sends a command and waits for its outcome.
   *
   * @throws KafkaException when Kafka does not answer
   */
  public Sent send(Original.Found original) {
    int partition = Keys.partition(original.key().get());
    outcomes.seekToEnd(new TopicPartition(outcomesOf(original.topic()), partition));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            original.topic(), partition, original.key().get(), original.value().get());
    if (original.signature() != null) {
      record.headers().add(DeadLetter.SIGNATURE_HEADER, original.signature().get());
    }
    RecordMetadata written = write(record);
    return new Sent(
        new CommandPosition(written.topic(), written.partition(), written.offset()),
        outcomes.await(patience, each -> outcomeOf(original.command().commandId(), each.value())));
  }

  private RecordMetadata write(ProducerRecord<byte[], byte[]> record) {
    try {
      return producer.send(record).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private static Optional<Outcome> outcomeOf(UUID commandId, byte[] value) {
    try {
      return Optional.of(Codecs.outcomes().decode(value))
          .filter(outcome -> outcome.commandId().equals(commandId));
    } catch (WireException foreign) {
      return Optional.empty();
    }
  }

  private static String outcomesOf(String commands) {
    return commands.equals(Topics.JOB_COMMANDS) ? Topics.JOB_OUTCOMES : Topics.ACCOUNT_OUTCOMES;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    outcomes.close();
  }
}
