package io.cogniscribe.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final Settings NOTHING_SET = Settings.of(Map.of());

  @Test
  void whatHasADefaultNeedsNotBeSet() {
    assertThat(NOTHING_SET.jwtExpiry()).isEqualTo(Duration.ofHours(24));
    assertThat(NOTHING_SET.rateLimitPerMinute()).isEqualTo(10);
    assertThat(NOTHING_SET.rateLimitPerHour()).isEqualTo(100);
    assertThat(NOTHING_SET.corsAllowOrigins()).isEmpty();
    assertThat(NOTHING_SET.maxFileSizeMb()).isEqualTo(1000);
    assertThat(NOTHING_SET.logLevel()).isEqualTo(LogLevel.INFO);
    assertThat(NOTHING_SET.stateStore()).isEqualTo(StateStore.ROCKSDB);
    assertThat(NOTHING_SET.replicationFactor()).isEqualTo((short) 3);
    assertThat(NOTHING_SET.minInsyncReplicas()).isEqualTo(2);
    assertThat(NOTHING_SET.bindAddress()).isEqualTo("127.0.0.1");
    assertThat(NOTHING_SET.dataDirectory()).isEqualTo(Path.of(".data"));
    assertThat(NOTHING_SET.port("KAFKA_PORT", 19092)).isEqualTo(19092);
  }

  @Test
  void aBlankVariableCountsAsNotSet() {
    assertThat(Settings.of(Map.of("LOG_LEVEL", "  ")).logLevel()).isEqualTo(LogLevel.INFO);
    refused(Settings::stateDirectory, "STATE_DIR", " ", "STATE_DIR is not set: ");
  }

  @Test
  void whatHasNoDefaultIsAskedForByName() {
    assertThatThrownBy(NOTHING_SET::database).hasMessageStartingWith("DATABASE_URL is not set: ");
    assertThatThrownBy(NOTHING_SET::redis).hasMessageStartingWith("REDIS_URL is not set: ");
    assertThatThrownBy(NOTHING_SET::jwtSecretKey)
        .hasMessageStartingWith("JWT_SECRET_KEY is not set: ");
    assertThatThrownBy(NOTHING_SET::nameKeySecret)
        .hasMessageStartingWith("NAME_KEY_SECRET is not set: ");
    assertThatThrownBy(NOTHING_SET::stateDirectory)
        .hasMessageStartingWith("STATE_DIR is not set: ");
    assertThatThrownBy(NOTHING_SET::kafkaBootstrapServers)
        .hasMessageStartingWith("KAFKA_BOOTSTRAP_SERVERS is not set: ");
  }

  @ParameterizedTest
  @CsvSource({"debug,DEBUG", "Warning,WARN", "CRITICAL,ERROR", "trace,TRACE"})
  void logLevelsAreUnderstoodInAnyCaseAndInPythonsNames(String text, LogLevel level) {
    assertThat(Settings.of(Map.of("LOG_LEVEL", text)).logLevel()).isEqualTo(level);
  }

  @Test
  void anUnknownLogLevelIsRefused() {
    refused(Settings::logLevel, "LOG_LEVEL", "LOUD", "LOG_LEVEL is unknown: set it to TRACE, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eighty", "-1", "65536", "80.0", "99999999999", "0x50", "80 80"})
  void aPortThatIsNoPortIsRefused(String port) {
    refused(
        settings -> settings.port("KAFKA_PORT", 1),
        "KAFKA_PORT",
        port,
        "KAFKA_PORT is \"" + port + "\": set it to a whole number from 0 to 65535");
  }

  @Test
  void aServicesPortLeavesRoomForItsManagementPort() {
    Settings settings = Settings.of(Map.of("QUERY_PORT", "64535", "BIND_ADDRESS", "0.0.0.0"));
    assertThat(settings.http("QUERY_PORT", 8081).properties())
        .containsEntry("server.port", 64535)
        .containsEntry("management.server.port", 65535)
        .containsEntry("server.address", "0.0.0.0");
    assertThat(NOTHING_SET.http("QUERY_PORT", 8081).managementPort()).isEqualTo(9081);
    assertThat(Settings.of(Map.of("P", "0")).http("P", 1).managementPort()).isZero();
    refused(settings1 -> settings1.http("P", 1), "P", "64536", "P is \"64536\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-3", "never", "1e3"})
  void limitsAreWholePositiveNumbers(String number) {
    refused(Settings::jwtExpiry, "JWT_EXPIRE_HOURS", number, "JWT_EXPIRE_HOURS is ");
    refused(Settings::maxFileSizeMb, "MAX_FILE_SIZE_MB", number, "MAX_FILE_SIZE_MB is ");
    refused(Settings::rateLimitPerHour, "RATE_LIMIT_PER_HOUR", number, "RATE_LIMIT_PER_HOUR is ");
    refused(
        Settings::rateLimitPerMinute, "RATE_LIMIT_PER_MINUTE", number, "RATE_LIMIT_PER_MINUTE is ");
  }

  @Test
  void moreReplicasInSyncThanThereAreIsRefused() {
    Settings settings = Settings.of(Map.of("KAFKA_REPLICATION_FACTOR", "1"));
    assertThatThrownBy(
            Settings.of(Map.of("KAFKA_REPLICATION_FACTOR", "1", "KAFKA_MIN_INSYNC_REPLICAS", "2"))
                ::minInsyncReplicas)
        .hasMessageContaining("KAFKA_MIN_INSYNC_REPLICAS is \"2\"");
    assertThat(settings.replicationFactor()).isEqualTo((short) 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not-an-address", "256.1.1.1", "::g"})
  void anAddressToBindIsLiteral(String address) {
    refused(Settings::bindAddress, "BIND_ADDRESS", address, "BIND_ADDRESS is not an IP address");
  }

  @Test
  void bootstrapServersAreAList() {
    assertThat(
            Settings.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", " a:1, kafka_2:9092 ,[::1]:3 "))
                .kafkaBootstrapServers())
        .isEqualTo("a:1,kafka_2:9092,[::1]:3");
    for (String wrong :
        new String[] {",", "kafka", "kafka:port", "kafka:9092;other:9092", "http://k:1"}) {
      refused(
          Settings::kafkaBootstrapServers,
          "KAFKA_BOOTSTRAP_SERVERS",
          wrong,
          "KAFKA_BOOTSTRAP_SERVERS is not a list of servers");
    }
  }

  @Test
  void originsAreAList() {
    assertThat(
            Settings.of(Map.of("CORS_ALLOW_ORIGINS", "http://localhost:3000, https://a.b"))
                .corsAllowOrigins())
        .containsExactly("http://localhost:3000", "https://a.b");
    assertThat(Settings.of(Map.of("CORS_ALLOW_ORIGINS", "*")).corsAllowOrigins())
        .containsExactly("*");
    for (String wrong : new String[] {"localhost", "https://a.b/path", "ftp://a"}) {
      refused(
          Settings::corsAllowOrigins,
          "CORS_ALLOW_ORIGINS",
          wrong,
          "CORS_ALLOW_ORIGINS is not a list of origins");
    }
  }

  @Test
  void aStoreOfStateHasAName() {
    assertThat(Settings.of(Map.of("STATE_STORE", "memory")).stateStore())
        .isEqualTo(StateStore.MEMORY);
    refused(Settings::stateStore, "STATE_STORE", "disk", "STATE_STORE is unknown: ");
  }

  @Test
  void aRefusalIsOneLineWhateverTheValueHolds() {
    assertThatThrownBy(() -> Settings.of(Map.of("P", "8\n0\u001b" + "9".repeat(100))).port("P", 1))
        .message()
        .hasLineCount(1)
        .hasSizeLessThan(150)
        .doesNotContain("\u001b");
  }

  private static void refused(
      Function<Settings, Object> getter, String variable, String value, String message) {
    assertThatThrownBy(() -> getter.apply(Settings.of(Map.of(variable, value))))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(message);
  }
}
