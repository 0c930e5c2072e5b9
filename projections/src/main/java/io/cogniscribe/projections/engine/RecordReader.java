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

/** Reads single records of the log by where they stand. Used by one thread. */
public final class RecordReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Records so close to each other are read in one go, with what lies between them. */
  private static final long NEAR = 5_000;

  private final Consumer<byte[], byte[]> consumer;

  /**
   * What was read.
   *
   * @param records in order
   * @param looked for how many of the offsets; those among them that have no record are deleted
   */
  public record Found(List<ConsumerRecord<byte[], byte[]>> records, int looked) {}

  public RecordReader(KafkaSource kafka) {
    this(kafka.openForBulk());
  }

  private RecordReader(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Makes a reader that does not decompress the records behind those that it looks for. */
  public static RecordReader oneByOne(KafkaSource kafka) {
    return new RecordReader(kafka.openForOne());
  }

  /**
   * Reads records until their values are {@code maxBytes} or all are read.
   *
   * @param offsets in ascending order
   * @throws KafkaException when nothing comes for a minute
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
      if (wanted < begin || wanted >= end) {
        next++;
        continue;
      }
      if (position > wanted) {
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
        throw new KafkaException("%s@%d does not come".formatted(partition, wanted));
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
