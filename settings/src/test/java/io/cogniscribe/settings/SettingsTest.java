package io.cogniscribe.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
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
    assertThat(NOTHING_SET.requestTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(NOTHING_SET.logLevel()).isEqualTo("INFO");
    assertThat(NOTHING_SET.replicationFactor()).isEqualTo((short) 3);
    assertThat(NOTHING_SET.minInsyncReplicas()).isEqualTo(2);
    assertThat(NOTHING_SET.bindAddress()).isEqualTo("127.0.0.1");
    assertThat(NOTHING_SET.port("KAFKA_PORT", 19092)).isEqualTo(19092);
  }

  @Test
  void aBlankVariableCountsAsNotSet() {
    assertThat(Settings.of(Map.of("LOG_LEVEL", "  ")).logLevel()).isEqualTo("INFO");
    refused(Settings::database, "DATABASE_URL", " ", "DATABASE_URL is not set: ");
  }

  @Test
  void whatHasNoDefaultIsAskedForByName() {
    assertThatThrownBy(NOTHING_SET::database).hasMessageStartingWith("DATABASE_URL is not set: ");
    assertThatThrownBy(NOTHING_SET::redis).hasMessageStartingWith("REDIS_URL is not set: ");
    assertThatThrownBy(() -> NOTHING_SET.secret("JWT_SECRET_KEY"))
        .hasMessageStartingWith("JWT_SECRET_KEY is not set: ");
    assertThatThrownBy(NOTHING_SET::kafkaBootstrapServers)
        .hasMessageStartingWith("KAFKA_BOOTSTRAP_SERVERS is not set: ");
  }

  @ParameterizedTest
  @CsvSource({"debug,DEBUG", "Warning,WARN", "CRITICAL,ERROR", "trace,TRACE"})
  void logLevelsAreUnderstoodInAnyCaseAndInPythonsNames(String text, String level) {
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
    refused(Settings::requestTimeout, "REQUEST_TIMEOUT_SECONDS", number, "REQUEST_TIMEOUT_SECON");
    refused(
        Settings::readinessPatience, "READINESS_PATIENCE_SECONDS", number, "READINESS_PATIENCE");
  }

  @Test
  void readsAListOfNetworks() {
    assertThat(NOTHING_SET.networks("N")).isEmpty();
    assertThat(Settings.of(Map.of("N", "none")).networks("N")).contains(List.of());
    assertThat(Settings.of(Map.of("N", "10.0.0.0/8, ::1,192.0.2.7")).networks("N").orElseThrow())
        .extracting(Network::prefix)
        .containsExactly(8, 128, 32);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"proxy", "10.0.0.0/33", "::1/129", "10.0.0.0/-1", "10.0.0.0/8/8", "10/8/"})
  void whatIsNoNetworkIsNotTrusted(String networks) {
    refused(
        settings -> settings.networks("TRUSTED_PROXIES"),
        "TRUSTED_PROXIES",
        networks,
        "TRUSTED_PROXIES is not a list of networks");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,     10.255.0.1,       true",
    "10.0.0.0/8,     11.0.0.1,         false",
    "10.1.2.3/8,     10.9.9.9,         true",
    "192.0.2.128/25, 192.0.2.127,      false",
    "192.0.2.128/25, 192.0.2.128,      true",
    "0.0.0.0/0,      203.0.113.9,      true",
    "0.0.0.0/0,      2001:db8::1,      false",
    "2001:db8::/32,  2001:db8:1::7,    true",
    "2001:db8::/32,  2001:db9::7,      false",
    "10.0.0.0/8,     ::ffff:10.0.0.1,  true",
  })
  void aNetworkHasTheAddressesThatShareItsPrefix(String network, String address, boolean member) {
    assertThat(Network.parse(network).orElseThrow().contains(InetAddress.ofLiteral(address)))
        .isEqualTo(member);
  }

  @Test
  void settingsOfKafkasClientsPassThrough() {
    Map<String, String> environment =
        Map.of(
            "KAFKA_CLIENT_SECURITY_PROTOCOL", "SASL_SSL",
            "KAFKA_CLIENT_SASL_MECHANISM", "SCRAM-SHA-512",
            "KAFKA_CLIENT_SASL_JAAS_CONFIG", "login required username=\"a_b\";",
            "KAFKA_CLIENT_SSL_TRUSTSTORE_LOCATION", " ",
            "KAFKA_CLIENT_", "nothing",
            "KAFKA_CLIENTS", "another");
    assertThat(Settings.of(environment).kafkaClientSettings())
        .containsOnly(
            Map.entry("security.protocol", "SASL_SSL"),
            Map.entry("sasl.mechanism", "SCRAM-SHA-512"),
            Map.entry("sasl.jaas.config", "login required username=\"a_b\";"));
  }

  @Test
  void whoCanDoWithoutRedisMayLeaveItOut() {
    assertThat(NOTHING_SET.redisIfSet()).isEmpty();
    assertThat(Settings.of(Map.of("REDIS_URL", "redis://cache:1/2")).redisIfSet())
        .hasValueSatisfying(redis -> assertThat(redis.host()).isEqualTo("cache"));
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
  void theCommandServiceHasAnAddressOrNone() {
    assertThat(NOTHING_SET.commandUrl()).isEmpty();
    for (String url : new String[] {"http://command-service:8080", "https://[::1]:1/"}) {
      assertThat(Settings.of(Map.of("COMMAND_URL", url)).commandUrl()).contains(URI.create(url));
    }
    for (String wrong :
        new String[] {
          "command-service:8080", "http://", "http://h/api", "http://u:p@h", "ftp://h"
        }) {
      refused(Settings::commandUrl, "COMMAND_URL", wrong, "COMMAND_URL is not a service's address");
    }
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
