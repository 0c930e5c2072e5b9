package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.testservers.process.FrozenProcess;
import io.cogniscribe.testservers.server.EmbeddedServers;
import io.cogniscribe.testservers.server.ServersConfig;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The query-service with stores that keep connections open and answer nothing. */
@Tag("long")
final class HungStoresTest {

  @Test
  void isNotReadyWhenPostgresqlHangsAndNamesRedisWhenThatHangs(@TempDir Path folder) {
    try (EmbeddedServers servers = EmbeddedServers.start(ServersConfig.forTests(folder))) {
      ReadModel tables = new ReadModel(servers.jdbcUrl());
      String database = tables.queryUrl(servers.databaseUrl());
      tables.createTables();
      try (RunningService service = RunningService.start(database, servers.redisUrl())) {
        await().until(() -> readiness(service).status() == 200);

        try (FrozenProcess _ = servers.redis().freeze()) {
          await().until(() -> redis(service).startsWith("Redis does not answer, for "));
          assertThat(readiness(service).status()).isEqualTo(200);
          assertThat(service.get(UUID.randomUUID(), "/api/jobs").status()).isEqualTo(200);
        }
        await().until(() -> redis(service).equals("answers"));

        try (FrozenProcess _ = servers.postgres().freeze()) {
          await().until(() -> readiness(service).status() == 503);
          assertThat(readiness(service).response().body()).contains("PostgreSQL does not answer");
          assertThat(service.actuator("health/liveness").status()).isEqualTo(200);
        }
        await().until(() -> readiness(service).status() == 200);
      }
    }
  }

  private static String redis(RunningService service) {
    return readiness(service).text("/components/projections/details/redis");
  }

  private static RunningService.Answer readiness(RunningService service) {
    return service.actuator("health/readiness");
  }
}
