package io.cogniscribe.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.projections.engine.LoopState;
import io.cogniscribe.projections.postgres.DatabasePool;
import io.cogniscribe.projections.postgres.Migrations;
import io.cogniscribe.settings.ServiceStart;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.settings.SettingsException;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.RedisUsers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.testservers.server.ServerStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as operators see it: readiness, waiting, metrics. */
@RealServers
final class ProjectorServiceTest {

  private static final String PASSWORD = "s3rvice-t3st-Qx7vZk2mLw9bRj4hYc8n";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ServerStack servers;

  ProjectorServiceTest(TestServers servers) {
    servers.deleteTopics();
    this.servers = servers.fresh();
  }

  @Test
  void createsTopicsAndTablesAndBecomesReadyWhenServersAreEmpty() throws Exception {
    try (ConfigurableApplicationContext service = start(settings())) {
      awaitStatus(service, "/actuator/health/readiness", 200);

      assertThat(get(service, "/actuator/health/liveness").statusCode()).isEqualTo(200);
      String metrics = get(service, "/actuator/prometheus").body();
      assertThat(metrics)
          .contains("cogniscribe_projection_running{projection=\"jobs\"} 1.0")
          .contains("cogniscribe_projection_parked{projection=\"progress\"} 0.0")
          .contains("cogniscribe_projection_drift{projection=\"sessions\"} 0.0")
          .contains("cogniscribe_projection_verified_seconds{projection=\"usage\"}")
          .contains("cogniscribe_projection_records_total{projection=\"audit\"} 0.0");
      await()
          .atMost(PATIENCE)
          .until(() ->
              get(service, "/actuator/prometheus")
                  .body()
                  .contains(
                      "cogniscribe_projection_lag{partition=\"7\",projection=\"users\","
                          + "topic=\"auth.events\"} 0.0"));

      loseTables();

      await().atMost(PATIENCE).until(() -> !new Migrations(owner()).areMissing());
      awaitStatus(service, "/actuator/health/readiness", 200);
      await().atMost(PATIENCE).until(() -> positions() == 6 * 8);
    }
  }

  /** Simulates the loss of the database server: an empty one takes its place. */
  private void loseTables() throws SQLException {
    new Migrations(owner()).drop();
    try (Connection connection = owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE audit_horizon");
    }
  }

  private long positions() throws SQLException {
    try (Connection connection = owner().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM projection_positions")) {
      row.next();
      return row.getLong(1);
    }
  }

  private DataSource owner() {
    return DatabasePool.unpooled(
        Settings.of(Map.of("DATABASE_URL", servers.databaseUrl())).database());
  }

  @Test
  void keepsRedisUpToDateWhenPostgresqlIsUnreachable() throws Exception {
    Map<String, String> settings = settings();
    settings.put("DATABASE_OWNER_URL", "postgresql://cogniscribe:cogniscribe@127.0.0.1:1/none");
    try (ConfigurableApplicationContext service = start(settings)) {
      Projections projections = service.getBean(Projections.class);
      await()
          .atMost(PATIENCE)
          .until(() ->
              projections.loops().stream()
                  .filter(loop -> loop.name().equals("progress"))
                  .allMatch(loop -> loop.state() instanceof LoopState.Running));

      HttpResponse<String> readiness = get(service, "/actuator/health/readiness");
      assertThat(readiness.statusCode()).isEqualTo(503);
      assertThat(readiness.body()).contains("\"progress\":\"running\"", "\"jobs\":\"starting\"");
      assertThat(get(service, "/actuator/health/liveness").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void createsBeansWhenNoServerIsReachable() {
    Map<String, String> settings = settings();
    settings.remove("DATABASE_OWNER_URL");
    settings.put("DATABASE_URL", "postgresql://u:p@127.0.0.1:1/none");
    settings.put("REDIS_URL", "redis://127.0.0.1:1/0");
    settings.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");

    try (ConfigurableApplicationContext service = start(settings)) {
      assertThat(service.getBean(Projections.class).loops()).hasSize(8);
    }
  }

  @Test
  void refusesToStartWhenASettingIsInvalid() {
    Map<String, String> settings = settings();
    settings.put("COST_CENTS_PER_AUDIO_MINUTE", "free");

    Assertions.assertThatThrownBy(() -> start(settings))
        .hasRootCauseInstanceOf(SettingsException.class)
        .rootCause()
        .hasMessageContaining("COST_CENTS_PER_AUDIO_MINUTE");
  }

  @Test
  void refusesToStartWhenAPasswordIsTooShort() {
    Map<String, String> settings = settings();
    settings.put("DATABASE_QUERY_PASSWORD", "cogniscribe");

    Assertions.assertThatThrownBy(() -> start(settings))
        .hasRootCauseInstanceOf(SettingsException.class)
        .rootCause()
        .hasMessageContaining("DATABASE_QUERY_PASSWORD is shorter than 32 bytes");
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("KAFKA_BOOTSTRAP_SERVERS", servers.kafkaBootstrapServers());
    settings.put("KAFKA_REPLICATION_FACTOR", "1");
    settings.put("KAFKA_MIN_INSYNC_REPLICAS", "1");
    settings.put("DATABASE_OWNER_URL", servers.databaseUrl());
    settings.put(
        "DATABASE_URL",
        servers
            .databaseUrl()
            .replaceFirst("//[^@]*@", "//cogniscribe_projector:" + PASSWORD + "@"));
    settings.put("REDIS_URL", RedisUsers.url(servers.redisUrl(), "projector"));
    settings.put("PROJECTOR_PORT", "0");
    settings.put("START_PATIENCE_SECONDS", "600");
    settings.put("LOG_LEVEL", "WARN");
    return settings;
  }

  private static ConfigurableApplicationContext start(Map<String, String> settings) {
    return ServiceStart.start(Projector.class, Settings.of(settings), Projector::properties);
  }

  private static void awaitStatus(ConfigurableApplicationContext service, String path, int status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          HttpResponse<String> response = get(service, path);
          assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        });
  }

  private static HttpResponse<String> get(ConfigurableApplicationContext service, String path)
      throws IOException, InterruptedException {
    int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
