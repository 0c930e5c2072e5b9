package io.cogniscribe.command.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads an offset range of one partition, which ends at the end of the partition when the restore
 * began.
 *
 * @param consumer a consumer of committed records, which reads only this range after {@link #begin}
 */
record PartitionReader(
    Consumer<byte[], byte[]> consumer, TopicPartition partition, long from, long end) {

  /** Returns the range from an offset on, without expired records. */
  static PartitionReader from(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long from) {
    // Assigned first, because Kafka's consumer logs warnings about offsets of unassigned
    // partitions.
    consumer.assign(List.of(partition));
    long begin = value(consumer.beginningOffsets(List.of(partition)), partition);
    long end = value(consumer.endOffsets(List.of(partition)), partition);
    return new PartitionReader(consumer, partition, Math.min(end, Math.max(begin, from)), end);
  }

  /** Returns this range without the records before a time. */
  PartitionReader since(Instant time) {
    if (isEmpty()) {
      return this;
    }
    var found = consumer.offsetsForTimes(Map.of(partition, time.toEpochMilli())).get(partition);
    long first = found == null ? end : Math.min(end, found.offset());
    return new PartitionReader(consumer, partition, Math.max(from, first), end);
  }

  boolean isEmpty() {
    return length() == 0;
  }

  long length() {
    return end - from;
  }

  /** Starts to read this range; the consumer stops reading its previous range. */
  void begin() {
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
  }

  /** Returns the next records; none if they take longer than {@code patience}. */
  List<ConsumerRecord<byte[], byte[]>> poll(Duration patience) {
    return consumer.poll(patience).records(partition);
  }

  /**
   * Returns the offset after the records that were read and the transaction markers that follow
   * them.
   */
  long position() {
    return Math.min(end, consumer.position(partition));
  }

  private static long value(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return Objects.requireNonNull(offsets.get(partition));
  }
}
