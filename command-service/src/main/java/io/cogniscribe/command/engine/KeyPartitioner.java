package io.cogniscribe.command.engine;

import io.cogniscribe.topic.Keys;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * Sends a record to the partition of its key, however many partitions the topic has. Kafka's
 * default would use partitions that somebody has added, and an aggregate would have two of them.
 */
final class KeyPartitioner implements StreamPartitioner<byte[], byte[]> {

  /** For dead letters without a key. */
  private static final Optional<Set<Integer>> NO_KEY = Optional.of(Set.of(0));

  @Override
  public Optional<Set<Integer>> partitions(
      String topic,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers,
      int numPartitions) {
    return key == null ? NO_KEY : Optional.of(Set.of(Keys.partition(key)));
  }

  @Override
  @SuppressWarnings("removal") // Abstract until Kafka 5, although nobody calls it any more.
  public Optional<Set<Integer>> partitions(
      String topic, byte @Nullable [] key, byte @Nullable [] value, int numPartitions) {
    return partitions(topic, key, value, new RecordHeaders(), numPartitions);
  }
}
