package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.topic.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets that the log has for a projection, at a moment.
 *
 * @param topicIds the ids of the topics by name
 * @param begins the offset of each partition's oldest record
 * @param ends the offset after each partition's last committed record
 * @param bytes the compressed size of each partition on the broker's disk
 */
public record LogExtent(
    Map<String, String> topicIds,
    Map<TopicPartition, Long> begins,
    Map<TopicPartition, Long> ends,
    Map<TopicPartition, Long> bytes) {

  private static final long TIMEOUT_SECONDS = 30;

  /**
   * Reads the extent from the broker.
   *
   * @throws KafkaException when the broker does not answer
   */
  public static LogExtent of(KafkaSource kafka, Projection<?> projection) {
    List<String> topics = projection.sources().stream().map(Source::topic).toList();
    try (Admin admin = kafka.admin()) {
      Map<String, TopicDescription> descriptions =
          get(admin.describeTopics(topics).allTopicNames());
      List<TopicPartition> partitions =
          descriptions.values().stream()
              .flatMap(topic ->
                  topic.partitions().stream()
                      .filter(info -> info.partition() < Topics.PARTITIONS)
                      .map(info -> new TopicPartition(topic.name(), info.partition())))
              .toList();
      return new LogExtent(
          descriptions.entrySet().stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey, entry -> entry.getValue().topicId().toString())),
          offsets(admin, partitions, OffsetSpec::earliest),
          offsets(admin, partitions, OffsetSpec::latest),
          bytes(admin, partitions));
    }
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, Collection<TopicPartition> partitions, Supplier<OffsetSpec> which) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(each -> each, _ -> which.get()));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    get(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  private static Map<TopicPartition, Long> bytes(
      Admin admin, Collection<TopicPartition> partitions) {
    List<Integer> brokers =
        get(admin.describeCluster().nodes()).stream().map(node -> node.id()).toList();
    Map<TopicPartition, Long> bytes = new HashMap<>();
    for (Map<String, LogDirDescription> folders :
        get(admin.describeLogDirs(brokers).allDescriptions()).values()) {
      for (LogDirDescription folder : folders.values()) {
        folder
            .replicaInfos()
            .forEach((partition, replica) -> {
              if (partitions.contains(partition)) {
                bytes.merge(partition, replica.size(), Math::max);
              }
            });
      }
    }
    return bytes;
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException("Kafka: " + e.getCause(), Objects.requireNonNull(e.getCause()));
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  /** Returns the number of offsets of each partition, by its name. */
  Map<String, Long> lengths() {
    Map<String, Long> lengths = new TreeMap<>();
    ends.forEach((partition, end) -> lengths.put(partition.toString(), end - begin(partition)));
    return lengths;
  }

  /** Returns the number of offsets. */
  public long length() {
    return length(ends);
  }

  /** Returns the number of offsets before the given positions. */
  long length(Map<TopicPartition, Long> next) {
    return next.entrySet().stream()
        .mapToLong(position -> Math.max(0, position.getValue() - begin(position.getKey())))
        .sum();
  }

  long totalBytes() {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }

  long begin(TopicPartition partition) {
    return begins.getOrDefault(partition, 0L);
  }

  long bytes(TopicPartition partition) {
    return bytes.getOrDefault(partition, 0L);
  }
}
