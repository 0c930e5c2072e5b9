package io.cogniscribe.command.engine;

import io.cogniscribe.topic.Topics;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of Kafka Streams.
 *
 * @param applicationId the name of the group of all instances, and of its changelogs; never changes
 * @param stateDirectory the directory of RocksDB and the instance's identity; one for each instance
 * @param instanceId the name of this instance among its peers. It must stay the same after a
 *     restart, so that the instance gets its partitions back at once and does not wait for its old
 *     session to expire.
 * @param instanceAddress the address {@code host:port} for its peers; null if it has none
 */
public record StreamsSettings(
    KafkaClients clients,
    String applicationId,
    Path stateDirectory,
    String instanceId,
    @Nullable String instanceAddress,
    short replicationFactor) {

  // A request waits for a commit, so this interval is most of its latency at low load. With the
  // default poll time of 100 ms, the thread would sleep for longer than the interval.
  private static final int COMMIT_INTERVAL_MS = 10;
  private static final int POLL_MS = 5;

  // Commands may contain transcripts of several MB. A partition with more buffered records than
  // this is not fetched. A fetch returns many small records or one large record: a few MB for each
  // partition.
  private static final int BUFFERED_RECORDS = 4;
  private static final int MAX_POLL_RECORDS = 500;
  private static final int FETCH_BYTES = 4 * 1024 * 1024;
  private static final int PARTITION_FETCH_BYTES = 256 * 1024;

  // The broker may still be ending a transaction when the next one begins, and then asks to retry.
  // The default back-off is 100 ms, ten commit intervals.
  private static final int RETRY_BACKOFF_MS = 10;
  private static final int RETRY_BACKOFF_MAX_MS = 200;

  // Writes of a transaction are buffered in memory until it is committed. More bytes than this
  // cause an early commit; a transaction of 10 ms has far fewer.
  private static final long UNCOMMITTED_BYTES = 32L << 20;

  private static final int SESSION_TIMEOUT_MS = 10_000;
  private static final int TRANSACTION_TIMEOUT_MS = 30_000;

  Properties toProperties(BoundedRocksDb.Memory memory) {
    Properties config = new Properties();
    config.putAll(clients.others());
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, clients.bootstrapServers());
    if (instanceAddress != null) {
      config.put(StreamsConfig.APPLICATION_SERVER_CONFIG, instanceAddress);
    }
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.TRANSACTIONAL_STATE_STORES_CONFIG, true);
    config.put(StreamsConfig.STATESTORE_UNCOMMITTED_MAX_BYTES_CONFIG, UNCOMMITTED_BYTES);
    // An outcome is valid only when its transaction is committed.
    config.put(
        StreamsConfig.DEFAULT_INTERACTIVE_QUERY_ISOLATION_LEVEL_CONFIG,
        IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT));
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
    config.put(StreamsConfig.POLL_MS_CONFIG, POLL_MS);
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) replicationFactor);
    // A changelog record has the log-append time of its command, which may be in the future.
    Topics.ANY_TIMESTAMP.forEach(
        (setting, value) -> config.put(StreamsConfig.topicPrefix(setting), value));
    config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
    // The aggregate types share tasks, but the order between them does not matter: never wait.
    config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    config.put(BoundedRocksDb.MEMORY, memory);
    consumer(config, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer(config, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    consumer(config, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    consumer(config, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
    consumer(config, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
    consumer(config, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    producer(config, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    producer(config, ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF_MS);
    producer(config, ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, RETRY_BACKOFF_MAX_MS);
    producer(config, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES);
    // lz4 allocates 128 KB for every batch, and a transaction has dozens of small batches.
    producer(config, ProducerConfig.COMPRESSION_TYPE_CONFIG, "snappy");
    producer(config, ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    return config;
  }

  private static void consumer(Properties config, String name, Object value) {
    config.put(StreamsConfig.mainConsumerPrefix(name), value);
  }

  private static void producer(Properties config, String name, Object value) {
    config.put(StreamsConfig.producerPrefix(name), value);
  }
}
