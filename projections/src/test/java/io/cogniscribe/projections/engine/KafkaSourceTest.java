package io.cogniscribe.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class KafkaSourceTest {

  private static final Map<String, String> OTHERS =
      Map.of(
          "security.protocol", "SASL_SSL",
          "sasl.mechanism", "SCRAM-SHA-512",
          "bootstrap.servers", "elsewhere:1",
          "enable.auto.commit", "true",
          "auto.offset.reset", "earliest");

  @Test
  void settingsOfOthersReachTheConsumerButDoNotReplaceOurs() {
    Map<String, Object> config =
        new KafkaSource("kafka:9092", 10, OTHERS).consumerConfig("projector");

    assertThat(config)
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry("bootstrap.servers", "kafka:9092")
        .containsEntry("enable.auto.commit", false)
        .containsEntry("auto.offset.reset", "none");
  }
}
