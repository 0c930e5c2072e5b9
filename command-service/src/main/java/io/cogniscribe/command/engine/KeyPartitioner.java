package io.cogniscribe.command.engine;

import io.cogniscribe.topic.Keys;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the partition of a record by its key, independently of the topic's number of partitions.
 * Kafka's default partitioner would use added partitions, and an aggregate would then be split over
 * two.
 */
final class KeyPartitioner implements StreamPartitioner<byte[], byte[]> {

  /** The partition of dead letters without a key. */
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
  @SuppressWarnings("removal") // Abstract until Kafka 5, but not called any more.
  public Optional<Set<Integer>> partitions(
      String topic, byte @Nullable [] key, byte @Nullable [] value, int numPartitions) {
    return partitions(topic, key, value, new RecordHeaders(), numPartitions);
  }
}
