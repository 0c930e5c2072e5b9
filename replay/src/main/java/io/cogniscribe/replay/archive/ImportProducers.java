package io.cogniscribe.replay.archive;

import io.cogniscribe.projections.engine.KafkaSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;

/** The two producers of an import, which all partitions share to limit memory. */
final class ImportProducers implements AutoCloseable {

  private static final Map<String, Object> SETTINGS =
      Map.of(
          ProducerConfig.COMPRESSION_TYPE_CONFIG,
          "lz4",
          ProducerConfig.BATCH_SIZE_CONFIG,
          256 << 10,
          ProducerConfig.BUFFER_MEMORY_CONFIG,
          24L << 20,
          // The broker may still be ending a transaction when the next one begins.
          ProducerConfig.RETRY_BACKOFF_MS_CONFIG,
          5,
          ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG,
          200);

  private static final int TRANSACTION_MILLIS = 600_000;

  private final Producer<byte[], byte[]> plain;
  private final Transactions transactions;

  ImportProducers(KafkaSource kafka, Cluster cluster) {
    plain = kafka.producer(SETTINGS);
    Map<String, Object> settings = new HashMap<>(SETTINGS);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "import-" + UUID.randomUUID());
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    transactions = new Transactions(kafka.producer(settings), cluster);
  }

  PartitionWriter writer(TopicPartition partition) {
    return new PartitionWriter(plain, transactions, partition);
  }

  @Override
  public void close() {
    plain.close(Duration.ZERO);
    transactions.close();
  }
}
