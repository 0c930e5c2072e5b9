package io.cogniscribe.projector;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.postgres.DatabasePool;
import io.cogniscribe.projections.postgres.DatabaseSetup;
import io.cogniscribe.projections.postgres.Migrations;
import io.cogniscribe.settings.Database;
import io.cogniscribe.settings.ExitCode;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** Conditions that end the service before it has started. */
@RealServers
final class PreparationTest {

  private final TestServers servers;
  private final List<String> refusals = new CopyOnWriteArrayList<>();

  PreparationTest(TestServers servers) {
    this.servers = servers;
  }

  @Test
  void refusesToStartWhenATopicWouldLoseEvents() throws Exception {
    servers.deleteTopics();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.kafkaBootstrapServers()))) {
      NewTopic forgetful =
          new NewTopic(Topics.JOB_EVENTS, Optional.of(8), Optional.empty())
              .configs(Map.of("retention.ms", "1000"));
      admin.createTopics(List.of(forgetful)).all().get();
    }

    assertThat(preparation(servers.databaseUrl()).ensureTopics()).isFalse();

    assertThat(refusals).singleElement().asString().contains("USAGE", "retention.ms=1000");
  }

  @Test
  void refusesToStartWhenTheDatabaseDoesNotExist() throws Exception {
    String url = servers.databaseUrl().replaceFirst("/[^/]*$", "/nowhere");

    assertThat(preparation(url).migrate()).isFalse();

    assertThat(refusals)
        .singleElement()
        .asString()
        .contains("USAGE", "DATABASE_URL", "\"nowhere\" does not exist");
  }

  @Test
  void retriesAndThenRefusesWhenTheDatabaseDoesNotAnswer() throws Exception {
    assertThat(preparation("postgresql://u:p@127.0.0.1:1/none").migrate()).isFalse();

    assertThat(refusals)
        .singleElement()
        .asString()
        .contains("UNAVAILABLE", "PostgreSQL does not answer", "DATABASE_URL");
  }

  @Test
  void refusesToStartWhenTablesHaveAnUnknownVersion() throws Exception {
    try (Backend backend = Backend.on(servers)) {
      backend.execute("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '2'");

      boolean migrated =
          new Preparation(
                  new KafkaSource(servers.kafkaBootstrapServers()),
                  new TopicSetup((short) 1, 1),
                  setup(backend.owner()),
                  Duration.ofMinutes(1),
                  this::refuse)
              .migrate();

      assertThat(migrated).isFalse();
      assertThat(refusals).singleElement().asString().contains("USAGE");
    }
  }

  private Preparation preparation(String databaseUrl) {
    Database database = Settings.of(Map.of("DATABASE_URL", databaseUrl)).database();
    HikariDataSource dataSource = DatabasePool.open(database);
    return new Preparation(
        new KafkaSource(servers.kafkaBootstrapServers()),
        new TopicSetup((short) 1, 1),
        setup(dataSource),
        Duration.ofSeconds(2),
        this::refuse);
  }

  private static DatabaseSetup setup(DataSource dataSource) {
    return new DatabaseSetup("DATABASE_URL", new Migrations(dataSource), Optional.empty());
  }

  private void refuse(String line, ExitCode exitCode) {
    refusals.add(exitCode + ": " + line);
  }
}
