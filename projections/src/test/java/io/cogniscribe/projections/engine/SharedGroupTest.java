package io.cogniscribe.projections.engine;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.NaiveFold;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.postgres.DatabasePool;
import io.cogniscribe.projections.postgres.PostgresStore;
import io.cogniscribe.projections.usage.Tariff;
import io.cogniscribe.projections.usage.UsageProjection;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two projectors of one consumer group. */
@Tag("long")
@RealServers
final class SharedGroupTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final String ELSEWHERE =
      """
      CREATE SCHEMA elsewhere;
      CREATE TABLE elsewhere.projection_positions
        (LIKE public.projection_positions INCLUDING ALL);
      CREATE TABLE elsewhere.parked_events (LIKE public.parked_events INCLUDING ALL);
      CREATE TABLE elsewhere.usage_statistics (LIKE public.usage_statistics INCLUDING ALL);
      """;

  private final Backend backend;
  private final UsageProjection projection = new UsageProjection(new Tariff(NaiveFold.TARIFF));

  SharedGroupTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void bothProjectorsSayThatRecordsGoToAnotherStoreWhenTheyShareTheirGroupOnly() {
    backend.execute(ELSEWHERE);
    ProjectionLoop<?> here = backend.run(projection);
    try (HikariDataSource tables = DatabasePool.open(backend.database(), "elsewhere", 2);
        ProjectionLoop<?> elsewhere =
            new ProjectionLoop<>(
                projection,
                new PostgresStore<>(tables, projection, "elsewhere"),
                backend.kafka(),
                new SimpleMeterRegistry(),
                PATIENCE)) {
      elsewhere.start();
      await("the group has divided the partitions")
          .atMost(PATIENCE)
          .until(() -> !backend.query("SELECT FROM elsewhere.projection_positions").isEmpty());
      backend.log().jobs(RandomHistory.of(3, 400, START).events()).commit();

      await("both find it").atMost(PATIENCE).until(() -> lacks(here) && lacks(elsewhere));
    }
    await("all comes here when the other one is gone")
        .atMost(PATIENCE)
        .until(() -> here.state().equals(new LoopState.Running(0, 0)));
    backend.awaitCaughtUp("usage");
  }

  private static boolean lacks(ProjectionLoop<?> loop) {
    return loop.state() instanceof LoopState.Running running && running.appliedElsewhere() > 0;
  }
}
