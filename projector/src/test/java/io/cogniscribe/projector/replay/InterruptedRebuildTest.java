package io.cogniscribe.projector.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.local.junit.RealServers;
import io.cogniscribe.local.junit.TestServers;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projector.job.JobProjection;
import io.cogniscribe.projector.kit.Backend;
import io.cogniscribe.projector.kit.BreakingMeter;
import io.cogniscribe.projector.kit.RandomHistory;
import io.cogniscribe.projector.kit.Tables;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Wherever a rebuild breaks off, live is as it was, and the next one works. */
@RealServers
final class InterruptedRebuildTest {

  private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");

  private final Backend backend;

  InterruptedRebuildTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void a_rebuild_that_breaks_off_anywhere_leaves_live_alone_and_the_next_one_equals_it()
      throws SQLException {
    List<RecordedEvent<JobEvent>> events = RandomHistory.of(11, 1_500, START).events();
    backend.log().jobs(events).commit();
    JobProjection jobs = new JobProjection();
    backend.run(jobs);
    backend.awaitCaughtUp("jobs");
    AtomicInteger steps = new AtomicInteger();
    rebuild(new BreakingMeter(steps, Integer.MAX_VALUE)).run(jobs, false, _ -> false);
    int all = steps.get();

    for (int last = 1; last <= all; last += Math.max(1, all / 8)) {
      Rebuild broken = rebuild(new BreakingMeter(last));
      assertThatThrownBy(() -> broken.run(jobs, false, _ -> true))
          .hasMessageContaining("broken off");
      Tables.assertJobs(backend, events);
    }

    Rebuild.Result result = rebuild(Meter.SILENT).run(jobs, false, Comparison::isEqual);
    assertThat(result.swapped()).isTrue();
    Tables.assertJobs(backend, events);
  }

  private Rebuild rebuild(Meter meter) {
    return new Rebuild(backend.database(), backend.owner(), backend.kafka(), 2, meter);
  }
}
