package io.cogniscribe.command.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

final class StreamsSettingsTest {

  @Test
  void readsFromStoresOnlyWhatIsCommitted() {
    StreamsSettings settings =
        new StreamsSettings(
            new KafkaClients("kafka:9092"),
            "command-service",
            Path.of("state"),
            "1",
            null,
            (short) 1);
    try (BoundedRocksDb.Memory memory = BoundedRocksDb.Memory.of(1 << 20)) {
      StreamsConfig config = new StreamsConfig(settings.toProperties(memory));

      assertThat(config.getBoolean(StreamsConfig.TRANSACTIONAL_STATE_STORES_CONFIG)).isTrue();
      assertThat(config.defaultInteractiveQueryIsolationLevel())
          .isEqualTo(IsolationLevel.READ_COMMITTED);
    }
  }
}
