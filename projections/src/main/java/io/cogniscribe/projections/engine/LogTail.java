package io.cogniscribe.projections.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Waits for a record that is about to be written to a partition. Used by one thread. */
public final class LogTail implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;

  public LogTail(KafkaSource kafka) {
    consumer = kafka.openForBulk();
  }

  /**
   * Moves to the current end of a partition. Records that are written later are read.
   *
   * @throws KafkaException when Kafka does not answer, or has no such topic
   */
  public void seekToEnd(TopicPartition partition) {
    consumer.assign(Set.of(partition));
    consumer.seekToEnd(Set.of(partition));
    // Kafka performs the seek only when the position is requested.
    consumer.position(partition);
  }

  /** Returns the result of the first match; empty when none comes in time. */
  public <T> Optional<T> await(
      Duration patience, Function<ConsumerRecord<byte[], byte[]>, Optional<T>> match) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Optional<T> found = match.apply(record);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
