package io.cogniscribe.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.settings.ServiceStart;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.process.FrozenProcess;
import io.cogniscribe.testservers.process.ManagedProcess;
import io.cogniscribe.testservers.server.EmbeddedServers;
import io.cogniscribe.testservers.server.ServersConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The projector with servers that keep connections open and answer nothing. */
@Tag("long")
final class HungServersTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void becomesUnreadyWhenAServerHangsAndReadyWhenItResumes(@TempDir Path folder) throws Exception {
    try (EmbeddedServers servers = EmbeddedServers.start(ServersConfig.forTests(folder));
        ConfigurableApplicationContext service = start(servers)) {
      awaitReadiness(service, 200);

      hang(service, servers.redis(), "\"progress\":\"", "Redis");
      hang(service, servers.postgres(), "\"jobs\":\"", "PostgreSQL");
      hang(service, servers.kafka(), "\"jobs\":\"", "Kafka");
    }
  }

  private void hang(
      ConfigurableApplicationContext service, ManagedProcess server, String... details)
      throws Exception {
    try (FrozenProcess _ = server.freeze()) {
      String body = awaitReadiness(service, 503);
      assertThat(body).contains(details).contains("does not answer");
      assertThat(get(service, "liveness").statusCode()).isEqualTo(200);
    }
    awaitReadiness(service, 200);
  }

  private String awaitReadiness(ConfigurableApplicationContext service, int status) {
    return await()
        .atMost(PATIENCE)
        .until(() -> get(service, "readiness"), answer -> answer.statusCode() == status)
        .body();
  }

  private HttpResponse<String> get(ConfigurableApplicationContext service, String probe)
      throws IOException, InterruptedException {
    int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    URI uri = URI.create("http://127.0.0.1:%d/actuator/health/%s".formatted(port, probe));
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static ConfigurableApplicationContext start(EmbeddedServers servers) {
    Settings settings =
        Settings.of(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", servers.kafkaBootstrapServers(),
                "KAFKA_REPLICATION_FACTOR", "1",
                "KAFKA_MIN_INSYNC_REPLICAS", "1",
                "DATABASE_URL", servers.databaseUrl(),
                "REDIS_URL", servers.redisUrl(),
                "PROJECTOR_PORT", "0",
                "START_PATIENCE_SECONDS", "600",
                "LOG_LEVEL", "WARN"));
    return ServiceStart.start(Projector.class, settings, Projector::properties);
  }
}
