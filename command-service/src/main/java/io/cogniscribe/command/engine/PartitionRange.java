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
 * What is to be read of one partition: from an offset to the end that it had when this began.
 *
 * @param consumer of committed records, for this offset range alone once it is read
 */
record PartitionRange(
    Consumer<byte[], byte[]> consumer, TopicPartition partition, long from, long end) {

  /** What is there from an offset on, as far as it has not expired. */
  static PartitionRange from(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long from) {
    // Kafka's consumer complains about what it learns of partitions that it does not read.
    consumer.assign(List.of(partition));
    long begin = value(consumer.beginningOffsets(List.of(partition)), partition);
    long end = value(consumer.endOffsets(List.of(partition)), partition);
    return new PartitionRange(consumer, partition, Math.min(end, Math.max(begin, from)), end);
  }

  /** The same without what is older than a time. */
  PartitionRange since(Instant time) {
    if (isEmpty()) {
      return this;
    }
    var found = consumer.offsetsForTimes(Map.of(partition, time.toEpochMilli())).get(partition);
    long first = found == null ? end : Math.min(end, found.offset());
    return new PartitionRange(consumer, partition, Math.max(from, first), end);
  }

  boolean isEmpty() {
    return length() == 0;
  }

  long length() {
    return end - from;
  }

  /** Reads from here on; the consumer turns away from whatever it read before. */
  void begin() {
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
  }

  /** The next records; none when they take longer than that. */
  List<ConsumerRecord<byte[], byte[]>> poll(Duration patience) {
    return consumer.poll(patience).records(partition);
  }

  /** The offset behind what was read, and behind the marks of transactions that follow it. */
  long position() {
    return Math.min(end, consumer.position(partition));
  }

  private static long value(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return Objects.requireNonNull(offsets.get(partition));
  }
}
