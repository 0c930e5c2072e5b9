package io.cogniscribe.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.NaiveFold;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.usage.Tariff;
import io.cogniscribe.projections.usage.UsageProjection;
import io.cogniscribe.testservers.process.ManagedProcess;
import io.cogniscribe.testservers.server.EmbeddedServers;
import io.cogniscribe.testservers.server.ServersConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills and restarts servers under load; no record is lost or applied twice. */
@Tag("long")
final class OutageTest {

  @Test
  void eachServerInTurnMayDieUnderLoad(@TempDir Path folder) {
    try (EmbeddedServers servers = EmbeddedServers.start(ServersConfig.forTests(folder));
        Backend backend = Backend.alone(servers)) {
      List<RecordedEvent<JobEvent>> events =
          RandomHistory.of(12, 4_000, Instant.now().minus(Duration.ofHours(1))).events();
      ProjectionLoop<?> jobs = backend.run(new JobProjection());
      ProjectionLoop<?> usage = backend.run(new UsageProjection(new Tariff(NaiveFold.TARIFF)));
      ProjectionLoop<?> active = backend.runProgress();

      write(backend, events.subList(0, 1_000));
      servers.postgres().kill9();
      write(backend, events.subList(1_000, 1_500));
      backend.awaitState(jobs, LoopState.Waiting.class);
      backend.awaitState(usage, LoopState.Waiting.class);
      backend.awaitState(active, LoopState.Running.class);
      servers.postgres().start();

      servers.redis().kill9();
      write(backend, events.subList(1_500, 2_000));
      backend.awaitState(active, LoopState.Waiting.class);
      servers.redis().start();

      write(backend, events.subList(2_000, 3_000));
      restartHard(servers.kafka());
      write(backend, events.subList(3_000, events.size()));

      backend.awaitCaughtUp("jobs");
      backend.awaitCaughtUp("usage");
      backend.awaitRedisCaughtUp();
      for (ProjectionLoop<?> loop : List.of(jobs, usage, active)) {
        backend.awaitState(loop, LoopState.Running.class);
      }
      Tables.assertJobs(backend, events);
      Tables.assertUsage(backend, events);
      Tables.assertCounters(backend, events);
      assertThat(backend.query("SELECT * FROM parked_events")).isEmpty();
    }
  }

  /** Writes events in small transactions, like real traffic. */
  private static void write(Backend backend, List<RecordedEvent<JobEvent>> events) {
    for (int i = 0; i < events.size(); i += 50) {
      backend.log().jobs(events.subList(i, Math.min(events.size(), i + 50))).commit();
    }
  }

  private static void restartHard(ManagedProcess server) {
    server.kill9();
    server.start();
  }
}
