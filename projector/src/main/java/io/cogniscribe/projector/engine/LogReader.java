package io.cogniscribe.projector.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Reads stretches of the log beside the loops that follow it: outside of every group, so that
 * neither takes anything from the other.
 */
public final class LogReader {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaSource kafka;

  public LogReader(KafkaSource kafka) {
    this.kafka = kafka;
  }

  /** Takes the records of a stretch, in order. */
  public interface Taker {

    /** Some records; never none. */
    void take(List<ConsumerRecord<byte[], byte[]>> records);
  }

  /**
   * Reads the committed records of a stretch to its end.
   *
   * @throws KafkaException when nothing more comes for a minute
   */
  public void read(Stretch stretch, Taker taker) {
    if (stretch.isEmpty()) {
      return;
    }
    try (Consumer<byte[], byte[]> consumer = kafka.openForBulk()) {
      consumer.assign(Set.of(stretch.partition()));
      consumer.seek(stretch.partition(), stretch.from());
      Instant lastProgress = Instant.now();
      long position = stretch.from();
      while (position < stretch.to()) {
        List<ConsumerRecord<byte[], byte[]>> records =
            consumer.poll(POLL).records(stretch.partition()).stream()
                .filter(record -> record.offset() < stretch.to())
                .toList();
        if (!records.isEmpty()) {
          taker.take(records);
        }
        // Beyond the last record of a stretch there may be marks of transactions alone.
        long now = consumer.position(stretch.partition());
        if (now > position) {
          position = now;
          lastProgress = Instant.now();
        } else if (lastProgress.plus(PATIENCE).isBefore(Instant.now())) {
          throw new KafkaException(
              "%s stands still at offset %d, before %d: is a transaction open, or Kafka down?"
                  .formatted(stretch.partition(), position, stretch.to()));
        }
      }
    }
  }
}
