package io.cogniscribe.command.engine;

import io.cogniscribe.settings.UnavailableException;
import io.cogniscribe.topic.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changelog topics of the deciders' stores. They are created before Kafka Streams starts. Kafka
 * Streams creates missing ones only in a rebalance, which a returning static member does not cause,
 * so it would wait for a deleted changelog forever.
 */
record Changelogs(StreamsSettings settings, List<AggregateType<?, ?, ?, ?>> aggregateTypes) {

  private static final Logger log = LoggerFactory.getLogger(Changelogs.class);
  private static final int TIMEOUT_SECONDS = 30;

  /** Kafka Streams keeps windows in a changelog for this much longer than in the store. */
  private static final long ADDITIONAL_RETENTION_MS = TimeUnit.DAYS.toMillis(1);

  /**
   * Returns the names of the topics that do not exist.
   *
   * @throws UnavailableException when a topic has another number of partitions, or Kafka does not
   *     answer
   */
  Set<String> missing() {
    try (Admin admin = settings.clients().admin()) {
      Set<String> missing = new TreeSet<>(configs().keySet());
      Set<String> existing = new TreeSet<>(missing);
      existing.retainAll(get(admin.listTopics().names()));
      missing.removeAll(existing);
      get(admin.describeTopics(existing).allTopicNames())
          .values()
          .forEach(Changelogs::requirePartitions);
      return missing;
    }
  }

  /**
   * Creates missing topics. If others exist, it deletes the restore marks first, because they mark
   * stores as complete whose changelog is gone. All stores are then restored from the log. The
   * caller must delete local stores before.
   */
  void create(Collection<String> missing) {
    String marks = topic(RestoreMarks.STORE);
    if (missing.size() < configs().size()) {
      log.warn("The changelogs {} are missing. All stores are restored from the log", missing);
    }
    if (!missing.contains(marks)) {
      deleteMarks(marks);
    }
    try (Admin admin = settings.clients().admin()) {
      get(
          admin
              .createTopics(
                  missing.stream()
                      .map(topic ->
                          new NewTopic(topic, Topics.PARTITIONS, settings.replicationFactor())
                              .configs(configs().get(topic)))
                      .toList())
              .all());
    }
  }

  private void deleteMarks(String topic) {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings.clients().producerConfig())) {
      List<Future<RecordMetadata>> sent =
          aggregateTypes.stream()
              .flatMap(aggregateType ->
                  Stream.of(aggregateType.stateStore(), aggregateType.outcomeStore()))
              .flatMap(store ->
                  IntStream.range(0, Topics.PARTITIONS)
                      .<ProducerRecord<byte[], byte[]>>mapToObj(partition ->
                          new ProducerRecord<>(topic, partition, RestoreMarks.key(store), null)))
              .map(producer::send)
              .toList();
      sent.forEach(Changelogs::get);
    }
  }

  private Map<String, Map<String, String>> configs() {
    Map<String, Map<String, String>> configs = new HashMap<>();
    Stream.concat(
            Stream.of(RecordedClock.STORE, RestoreMarks.STORE),
            aggregateTypes.stream().map(AggregateType::stateStore))
        .forEach(store -> configs.put(topic(store), config(TopicConfig.CLEANUP_POLICY_COMPACT)));
    for (AggregateType<?, ?, ?, ?> aggregateType : aggregateTypes) {
      Map<String, String> config =
          config(TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE);
      config.put(
          TopicConfig.RETENTION_MS_CONFIG,
          String.valueOf(OutcomeStore.RETENTION.toMillis() + ADDITIONAL_RETENTION_MS));
      configs.put(topic(aggregateType.outcomeStore()), config);
    }
    return configs;
  }

  private static Map<String, String> config(String cleanupPolicy) {
    Map<String, String> config = new HashMap<>(Topics.ANY_TIMESTAMP);
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanupPolicy);
    return config;
  }

  private String topic(String store) {
    return "%s-%s-changelog".formatted(settings.applicationId(), store);
  }

  private static void requirePartitions(TopicDescription topic) {
    int partitions = topic.partitions().size();
    if (partitions != Topics.PARTITIONS) {
      throw new UnavailableException(
          "the changelog %s has %d partitions, not %d: stop every command-service, delete this topic and start again; the stores are restored from the log"
              .formatted(topic.name(), partitions, Topics.PARTITIONS));
    }
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new UnavailableException(
          "Kafka refuses to list or create the changelogs: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted", e);
    }
  }
}
