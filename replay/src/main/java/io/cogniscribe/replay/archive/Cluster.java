package io.cogniscribe.replay.archive;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.settings.UnavailableException;
import io.cogniscribe.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Reads and changes a cluster for archives. */
final class Cluster implements AutoCloseable {

  private final Admin admin;
  private final String address;
  private final Duration patience;

  Cluster(KafkaSource kafka, Duration patience) {
    this.admin = kafka.admin();
    this.address = kafka.bootstrapServers();
    this.patience = patience;
  }

  Admin admin() {
    return admin;
  }

  String id() {
    return get(admin.describeCluster().clusterId());
  }

  /** Returns the topics that clients created. */
  Set<String> topics() {
    return get(admin.listTopics().names());
  }

  Map<String, TopicDescription> describe(Collection<String> topics) {
    return get(admin.describeTopics(topics).allTopicNames());
  }

  TopicDescription describe(String topic) {
    return Objects.requireNonNull(describe(List.of(topic)).get(topic), topic);
  }

  /** Returns the settings that a topic overrides. */
  SortedMap<String, String> settings(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config =
        Objects.requireNonNull(
            get(admin.describeConfigs(List.of(resource)).all()).get(resource), topic);
    return new TreeMap<>(
        config.entries().stream()
            .filter(entry -> entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG)
            .collect(Collectors.toMap(entry -> entry.name(), entry -> entry.value())));
  }

  /** Returns the oldest offsets. */
  Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
  }

  /** Returns the offsets after the last committed record. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
  }

  /** Returns the offsets after the last record, with open transactions. */
  Map<TopicPartition, Long> writtenEnds(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
  }

  /** Returns the first offsets of that time or later; the end when there is none. */
  Map<TopicPartition, Long> at(Instant time, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> found =
        offsets(
            ends.keySet(),
            OffsetSpec.forTimestamp(time.toEpochMilli()),
            IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    found.forEach((partition, offset) ->
        offsets.put(partition, offset < 0 ? ends.getOrDefault(partition, 0L) : offset));
    return offsets;
  }

  private Map<TopicPartition, Long> offsets(
      Collection<TopicPartition> partitions, OffsetSpec which, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(each -> each, _ -> which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    get(admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all())
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  /**
   * Returns the positions up to which commands are decided; waits for a decision that is being
   * committed.
   */
  Map<TopicPartition, Long> decided() {
    Map<TopicPartition, Long> decided = new HashMap<>();
    get(admin
            .listConsumerGroupOffsets(
                Topics.DECIDERS, new ListConsumerGroupOffsetsOptions().requireStable(true))
            .partitionsToOffsetAndMetadata())
        .forEach((partition, offset) -> {
          if (offset != null) {
            decided.put(partition, offset.offset());
          }
        });
    return decided;
  }

  void setDecided(Map<TopicPartition, Long> decided) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    decided.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
    get(admin.alterConsumerGroupOffsets(Topics.DECIDERS, offsets).all());
  }

  void create(NewTopic topic) {
    get(admin.createTopics(List.of(topic)).all());
  }

  void delete(String topic) {
    get(admin.deleteTopics(List.of(topic)).all());
  }

  void deleteBefore(Map<TopicPartition, Long> begins) {
    Map<TopicPartition, RecordsToDelete> records = new HashMap<>();
    begins.forEach(
        (partition, begin) -> records.put(partition, RecordsToDelete.beforeOffset(begin)));
    get(admin.deleteRecords(records).all());
  }

  private <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw cause instanceof org.apache.kafka.common.errors.TimeoutException
          ? unavailable(e)
          : new KafkaException("Kafka: " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private UnavailableException unavailable(Exception cause) {
    return new UnavailableException(
        "Kafka does not answer at " + address + ". Check KAFKA_BOOTSTRAP_SERVERS.", cause);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
