package io.cogniscribe.command.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/** Additional settings of Kafka's clients. */
final class KafkaSettingsTest {

  private static final Map<String, String> OTHERS =
      Map.of(
          "security.protocol", "SASL_SSL",
          "sasl.mechanism", "SCRAM-SHA-512",
          "bootstrap.servers", "elsewhere:1",
          "enable.idempotence", "false",
          "processing.guarantee", "at_least_once",
          "isolation.level", "read_uncommitted");

  private final KafkaClients clients = new KafkaClients("kafka:9092", OTHERS);

  @Test
  void theyReachEveryClient() {
    for (Map<String, Object> config :
        List.of(
            clients.producerConfig(), clients.consumerConfig(), clients.adminConfig(Map.of()))) {
      assertThat(config)
          .containsEntry("security.protocol", "SASL_SSL")
          .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
          .containsEntry("bootstrap.servers", "kafka:9092");
    }
  }

  @Test
  void theyReachTheClientsOfStreams() {
    StreamsConfig config = new StreamsConfig(streams());

    assertThat(config.getProducerConfigs("p")).containsEntry("security.protocol", "SASL_SSL");
    assertThat(config.getMainConsumerConfigs("g", "c", 0))
        .containsEntry("security.protocol", "SASL_SSL");
    assertThat(config.getRestoreConsumerConfigs("r"))
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512");
    assertThat(config.getAdminConfigs("a")).containsEntry("sasl.mechanism", "SCRAM-SHA-512");
  }

  @Test
  void theyDoNotReplaceWhatSafetyHangsOn() {
    assertThat(clients.producerConfig()).containsEntry("enable.idempotence", true);
    assertThat(clients.consumerConfig()).containsEntry("isolation.level", "read_committed");
    assertThat(streams())
        .containsEntry("bootstrap.servers", "kafka:9092")
        .containsEntry("processing.guarantee", StreamsConfig.EXACTLY_ONCE_V2);
  }

  private Properties streams() {
    try (BoundedRocksDb.Memory memory = BoundedRocksDb.Memory.of(1 << 20)) {
      return new StreamsSettings(clients, "app", Path.of("state"), "instance", null, (short) 1)
          .toProperties(memory);
    }
  }
}
