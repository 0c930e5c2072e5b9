package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.query.RunningService.Answer;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.testservers.server.ServerStack;
import io.cogniscribe.web.security.ApiKey;
import io.cogniscribe.web.security.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RealServers
class OutageTest {

  private final ServerStack stores;
  private final Relay postgres;
  private final Relay redis;
  private final ReadModel tables;
  private final RecordingCommandService commands = new RecordingCommandService();
  private final RunningService service;
  private final UUID alice = UUID.randomUUID();

  OutageTest(TestServers servers) throws IOException {
    this.stores = servers.fresh();
    URI database = URI.create(stores.databaseUrl());
    URI cache = URI.create(stores.redisUrl());
    this.postgres = new Relay(database.getPort());
    this.redis = new Relay(cache.getPort());
    this.tables = new ReadModel(stores.jdbcUrl());
    this.service =
        RunningService.start(
            tables
                .queryUrl(stores.databaseUrl())
                .replace(":" + database.getPort(), ":" + postgres.port()),
            stores.redisUrl().replace(":" + cache.getPort(), ":" + redis.port()),
            Map.of("COMMAND_URL", commands.url(), "READINESS_PATIENCE_SECONDS", "3"));
  }

  @BeforeEach
  void withTables() {
    tables.createTables();
  }

  @AfterEach
  void stop() throws IOException {
    service.close();
    commands.close();
    postgres.close();
    redis.close();
  }

  @Test
  void readsTheRowsWhenRedisIsDown() throws IOException {
    UUID id = tables.pendingJob(alice);
    assertThat(service.get(alice, "/api/jobs/" + id + "/progress").status()).isEqualTo(200);

    redis.cut();

    for (int i = 0; i < 3; i++) {
      Answer progress = service.get(alice, "/api/jobs/" + id + "/progress");
      assertThat(progress.text("/status")).isEqualTo("pending");
      assertThat(service.get(alice, "/api/pipeline/" + id).status()).isEqualTo(200);
      assertThat(service.get(alice, "/api/stats").text("/source")).isEqualTo("postgresql");
      assertThat(service.get(alice, "/api/jobs/" + id).status()).isEqualTo(200);
    }
    await().until(() -> service.actuator("health/readiness").status() == 200);
  }

  @Test
  void usesRedisAgainWhenItIsBack() throws IOException {
    redis.cut();
    assertThat(service.get(alice, "/api/stats").text("/source")).isEqualTo("postgresql");

    redis.mend();
    try (Fixture.Redis direct = Fixture.Redis.at(stores.redisUrl())) {
      for (int partition = 0; partition < 8; partition++) {
        direct
            .template()
            .opsForHash()
            .put("projection:live:positions", "jobs.events:" + partition, "id:0");
      }
    }

    await().until(() -> service.get(alice, "/api/stats").text("/source").equals("redis"));
  }

  @Test
  void answers503WhenPostgresqlIsDown() throws IOException {
    UUID id = tables.pendingJob(alice);
    assertThat(service.get(alice, "/api/jobs/" + id).status()).isEqualTo(200);

    postgres.cut();

    for (String path : new String[] {"/api/jobs/" + id, "/api/users/me", "/api/audit-logs"}) {
      Answer answer = service.get(alice, path);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("store_unavailable");
      assertThat(answer.header("Retry-After")).isNotEmpty();
      assertThat(answer.response().body()).doesNotContain("Hikari", "postgresql", "127.0.0.1");
    }
    Answer waiting = service.get(alice, "/api/jobs", "Consistency-Token", "jobs.commands:0:1");
    assertThat(waiting.code()).isEqualTo("store_unavailable");
    await().until(() -> service.actuator("health/readiness").status() == 503);
    assertThat(service.actuator("health/liveness").status()).isEqualTo(200);

    postgres.mend();

    await().until(() -> service.get(alice, "/api/jobs/" + id).status() == 200);
    await().until(() -> service.actuator("health/readiness").status() == 200);
  }

  @Test
  void refusesEveryCallerWhenBothStoresAreDown() throws IOException {
    UUID session = UUID.randomUUID();
    tables.user(alice, "alice");
    tables.session(session, alice, Instant.now());
    tables.beat();
    redis.cut();
    assertThat(service.getInSession(alice, Role.USER, session, "/api/users/me").status())
        .isEqualTo(200);

    postgres.cut();

    Answer answer = service.getInSession(alice, Role.USER, session, "/api/users/me");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("revocation_unknown");
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(answer.response().body()).doesNotContain("Hikari", "127.0.0.1");
  }

  @Test
  void refusesEveryKeyWhenPostgresqlIsDown() throws IOException {
    ApiKey key = ApiKey.random(UUID.randomUUID(), new SecureRandom());
    String job = "/api/jobs";
    tables.apiKey(key.id(), key.secretHash(), Instant.now());
    tables.beat();
    redis.cut();
    assertThat(service.getByKey(key.text(), job).status()).isEqualTo(200);

    postgres.cut();

    Answer answer = service.getByKey(key.text(), job);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("revocation_unknown");
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(answer.response().body()).doesNotContain("Hikari", "127.0.0.1", key.secret());
  }

  @Test
  void breaksTheConnectionWhenAnExportFails() throws IOException {
    tables.manyAudits(alice, 100_000, "curl/8");
    try (InputStream export =
        service.stream(alice, Role.OPERATOR, "/api/audit-logs/export?format=csv")) {
      assertThat(export.readNBytes(3)).asString().isEqualTo("id,");

      postgres.cut();

      assertThatThrownBy(export::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @Test
  void isNotReadyWhenTablesAreMissing() {
    await().until(() -> service.actuator("health/readiness").status() == 200);
    tables.execute("DROP TABLE projection_positions, audit_logs");

    Answer answer = service.get(alice, "/api/audit-logs");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("store_unavailable");
    await().until(() -> service.actuator("health/readiness").status() == 503);
    assertThat(service.actuator("health/liveness").status()).isEqualTo(200);
    assertThat(service.get(alice, "/api/jobs").status()).isEqualTo(200);
  }
}
