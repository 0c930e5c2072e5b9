package io.cogniscribe.projections.engine;

import io.cogniscribe.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The log's servers, as loops read them.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param maxPollRecords how many records are applied in one transaction at most
 * @param others settings of clients beside ours, such as those of TLS and SASL; ours win
 */
public record KafkaSource(String bootstrapServers, int maxPollRecords, Map<String, String> others) {

  /** More rows in a transaction make it no faster. */
  public static final int DEFAULT_POLL_RECORDS = 2_000;

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int FETCH_BYTES = 4 << 20;
  private static final int PARTITION_FETCH_BYTES = 512 << 10;
  private static final int BULK_POLL_RECORDS = 10_000;
  private static final int BULK_FETCH_BYTES = 8 << 20;
  private static final int BULK_FETCH_WAIT_MILLIS = 20;

  public KafkaSource {
    others = Map.copyOf(others);
  }

  /** A source without other settings. */
  public KafkaSource(String bootstrapServers, int maxPollRecords) {
    this(bootstrapServers, maxPollRecords, Map.of());
  }

  /** A source with the usual batch size. */
  public KafkaSource(String bootstrapServers) {
    this(bootstrapServers, DEFAULT_POLL_RECORDS);
  }

  /** An administrator with Kafka's own time limits. */
  public Admin admin() {
    return Admin.create(config());
  }

  private Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>(others);
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return config;
  }

  Map<String, Object> consumerConfig(String groupId) {
    Map<String, Object> config = config();
    config.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // The positions are in the store; Kafka's are a hint for monitoring, and never a start.
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    // The shortest that brokers allow: so long the partitions of a killed projector wait.
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPollRecords);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
    return config;
  }

  /**
   * A producer that writes a record once and in order, however often it has to try.
   *
   * @param settings which it needs beside that
   */
  public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
    Map<String, Object> config = config();
    config.putAll(settings);
    config.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A consumer that has not subscribed yet; connecting begins with its first poll. */
  Consumer<byte[], byte[]> open(String groupId) {
    return new KafkaConsumer<>(
        consumerConfig(groupId), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A consumer outside of every group, for reading a lot at once. */
  Consumer<byte[], byte[]> openForBulk() {
    Map<String, Object> config = consumerConfig("none");
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BULK_POLL_RECORDS);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, BULK_FETCH_BYTES);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, BULK_FETCH_BYTES);
    // Closing waits for the fetch under way, which waits for records that may never come.
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, BULK_FETCH_WAIT_MILLIS);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A consumer outside of every group, for reading one record at a time. */
  Consumer<byte[], byte[]> openForOne() {
    Map<String, Object> config = consumerConfig("none");
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, BULK_FETCH_WAIT_MILLIS);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * The ids of topics by name: an id changes when a topic is made anew, and so does the meaning of
   * its offsets.
   *
   * @throws KafkaException when the cluster does not answer, or has no such topic
   */
  public Map<String, String> topicIds(Collection<String> topics) {
    Map<String, Object> config = config();
    config.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
    Map<String, String> ids = new HashMap<>();
    try (Admin admin = Admin.create(config)) {
      admin
          .describeTopics(topics)
          .allTopicNames()
          .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
          .forEach((name, description) -> ids.put(name, description.topicId().toString()));
      return ids;
    } catch (ExecutionException e) {
      throw new KafkaException(
          "the topics cannot be described", Objects.requireNonNull(e.getCause()));
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
