package io.cogniscribe.projections.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads single records of the log by their offsets. Used by one thread. */
public final class RecordReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The maximum distance at which the reader reads the records in between instead of seeking. */
  private static final long NEAR = 5_000;

  private final Consumer<byte[], byte[]> consumer;

  /**
   * The records that were read.
   *
   * @param records in order
   * @param looked the number of offsets that were processed; those without a record are deleted
   */
  public record Found(List<ConsumerRecord<byte[], byte[]>> records, int looked) {}

  public RecordReader(KafkaSource kafka) {
    this(kafka.openForBulk());
  }

  private RecordReader(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Creates a reader that does not decompress the records after the requested ones. */
  public static RecordReader oneByOne(KafkaSource kafka) {
    return new RecordReader(kafka.openForOne());
  }

  /**
   * Reads records until their values reach {@code maxBytes} or all are read.
   *
   * @param offsets in ascending order
   * @throws KafkaException when no record comes for 60 s
   */
  public Found read(TopicPartition partition, List<Long> offsets, long maxBytes) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    consumer.assign(Set.of(partition));
    long begin = bound(consumer.beginningOffsets(Set.of(partition)), partition);
    long end = bound(consumer.endOffsets(Set.of(partition)), partition);
    long bytes = 0;
    long position = Long.MIN_VALUE;
    int next = 0;
    Instant lastProgress = Instant.now();
    while (next < offsets.size() && bytes < maxBytes) {
      long wanted = offsets.get(next);
      if (wanted < begin || wanted >= end || position > wanted) {
        next++;
        continue;
      }
      if (position < wanted - NEAR) {
        consumer.seek(partition, wanted);
        position = wanted;
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
        while (next < offsets.size() && offsets.get(next) < record.offset()) {
          next++;
        }
        if (next < offsets.size() && offsets.get(next) == record.offset() && bytes < maxBytes) {
          found.add(record);
          bytes += Math.max(0, record.serializedValueSize());
          next++;
        }
      }
      long now = consumer.position(partition);
      if (now > position) {
        position = now;
        lastProgress = Instant.now();
      } else if (lastProgress.plus(PATIENCE).isBefore(Instant.now())) {
        throw new KafkaException(
            "%s@%d did not arrive within 60 s: check that Kafka runs".formatted(partition, wanted));
      }
    }
    return new Found(found, next);
  }

  private static long bound(Map<TopicPartition, Long> bounds, TopicPartition partition) {
    return Objects.requireNonNull(bounds.get(partition));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
