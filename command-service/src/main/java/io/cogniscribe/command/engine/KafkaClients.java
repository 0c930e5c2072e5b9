package io.cogniscribe.command.engine;

import io.cogniscribe.topic.Topics;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Creates Kafka clients, and is the source of these settings for Kafka Streams. It sets every
 * option that safety depends on, even if it is the default.
 *
 * @param others additional settings, such as those of TLS and SASL; ours take precedence
 */
public record KafkaClients(String bootstrapServers, Map<String, String> others) {

  private static final int DELIVERY_TIMEOUT_MS = 15_000;
  private static final int REQUEST_TIMEOUT_MS = 5_000;

  public KafkaClients {
    others = Map.copyOf(others);
  }

  /** Creates clients without additional settings. */
  public KafkaClients(String bootstrapServers) {
    this(bootstrapServers, Map.of());
  }

  /** Creates a consumer of committed records that belongs to no group. It skips expired records. */
  public Consumer<byte[], byte[]> consumer() {
    Map<String, Object> config = new HashMap<>(consumerConfig());
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(config);
  }

  /** Creates an admin client. */
  public Admin admin() {
    return Admin.create(adminConfig(Map.of()));
  }

  /** Creates an admin client whose requests fail after {@code timeoutMs}. */
  Admin admin(int timeoutMs) {
    return Admin.create(
        adminConfig(
            Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                timeoutMs,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                timeoutMs)));
  }

  /** Returns the configuration of an admin client, with the settings in {@code more}. */
  Map<String, Object> adminConfig(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return withOthers(config);
  }

  /** Returns the configuration of a consumer of committed records without a group. */
  public Map<String, Object> consumerConfig() {
    return withOthers(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT),
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "latest",
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class));
  }

  /**
   * Returns the configuration of the producer of commands: acknowledged by all replicas, idempotent
   * and in order.
   */
  public Map<String, Object> producerConfig() {
    return withOthers(
        Map.ofEntries(
            Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
            Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024),
            Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "snappy"),
            Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES),
            Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L * 1024 * 1024),
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) REQUEST_TIMEOUT_MS),
            Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS),
            Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS),
            Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
            Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class)));
  }

  private Map<String, Object> withOthers(Map<String, Object> ours) {
    Map<String, Object> config = new HashMap<>(others);
    config.putAll(ours);
    return config;
  }
}
