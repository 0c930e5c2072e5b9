package io.cogniscribe.system;

import io.cogniscribe.topic.Topics;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends a value to every partition that is small when compressed and large when not. */
final class HugeCommands {

  private HugeCommands() {}

  /** Arguments: the address of Kafka and the megabytes of a value. */
  public static void main(String[] arguments) throws Exception {
    int bytes = Integer.parseInt(arguments[1]) << 20;
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            arguments[0],
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "zstd",
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            bytes + (1 << 20),
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            bytes + (2L << 20));
    byte[] value = new byte[bytes];
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
        producer.send(new ProducerRecord<>(Topics.JOB_COMMANDS, partition, null, value)).get();
      }
    }
  }
}
