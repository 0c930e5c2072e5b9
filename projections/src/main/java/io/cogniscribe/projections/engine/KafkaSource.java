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
 * The connection to Kafka, from which consumers and producers are created.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param maxPollRecords the maximum number of records in one transaction
 * @param others further client settings, such as TLS and SASL; settings of this class override them
 */
public record KafkaSource(String bootstrapServers, int maxPollRecords, Map<String, String> others) {

  /** A larger batch is not faster. */
  public static final int DEFAULT_POLL_RECORDS = 2_000;

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int FETCH_BYTES = 4 << 20;
  private static final int PARTITION_FETCH_BYTES = 512 << 10;
  private static final int BULK_POLL_RECORDS = 10_000;
  private static final int BULK_FETCH_BYTES = 8 << 20;
  private static final int FETCH_WAIT_MILLIS = 20;

  public KafkaSource {
    others = Map.copyOf(others);
  }

  /** Creates a source with the default batch size and without further client settings. */
  public KafkaSource(String bootstrapServers) {
    this(bootstrapServers, DEFAULT_POLL_RECORDS, Map.of());
  }

  /** Returns an admin client with Kafka's default timeouts. */
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
    // The positions are in the store. Kafka's offsets are for monitoring only, never a start.
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    // The minimum that brokers allow. The partitions of a killed projector wait this long.
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
   * Returns an idempotent producer, which writes each record once and in order despite retries.
   *
   * @param settings further producer settings
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

  /** Returns a consumer without a subscription. It connects at its first poll. */
  Consumer<byte[], byte[]> open(String groupId) {
    return new KafkaConsumer<>(
        consumerConfig(groupId), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Returns a consumer without a group, for reading large amounts. */
  Consumer<byte[], byte[]> openForBulk() {
    return openWithoutGroup(
        Map.of(
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BULK_POLL_RECORDS,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG, BULK_FETCH_BYTES,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, BULK_FETCH_BYTES));
  }

  /** Returns a consumer without a group, for reading one record at a time. */
  Consumer<byte[], byte[]> openForOne() {
    return openWithoutGroup(Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1));
  }

  private Consumer<byte[], byte[]> openWithoutGroup(Map<String, Integer> settings) {
    Map<String, Object> config = consumerConfig("none");
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    // Closing waits for the fetch in flight, which waits for records that may never come.
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
    config.putAll(settings);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Returns the ids of topics by name. A topic that is deleted and created again has a new id, and
   * its offsets have a new meaning.
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
      throw new KafkaException("cannot describe the topics", Objects.requireNonNull(e.getCause()));
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
