package io.cogniscribe.replay.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.postgres.DatabasePool;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events that are applied during a rebuild, comparison and swap are not lost. */
@RealServers
final class RebuildUnderWritesTest {

  private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");
  private static final long CLOSE_ENOUGH = 100;

  private final Backend backend;
  private final JobProjection jobs = new JobProjection();
  private List<RecordedEvent<JobEvent>> events = List.of();
  private int written;

  RebuildUnderWritesTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void theProjectorGoesOnThroughRebuildsAndSwapsAndEndsEqual() throws Exception {
    givenActive(1_500, 600);
    // More events than the limit arrive between load and comparison, so the rebuild must catch up.
    StrictMeter meter =
        new StrictMeter(step -> {
          if (step.startsWith("index")) {
            write(2 * (int) CLOSE_ENOUGH);
            backend.awaitCaughtUp("jobs");
          }
        });
    PostgresReadModel model = model(meter);
    AtomicBoolean stopped = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              while (!stopped.get()) {
                write(1);
                pause(8);
              }
            });

    Rebuild.Result result = model.rebuild(false, _ -> true);
    model.rollBack(_ -> true);
    stopped.set(true);
    writer.join();
    backend.awaitCaughtUp("jobs");

    assertThat(result.comparison().shown()).isEmpty();
    assertThat(result.swapped()).isTrue();
    assertThat(meter.steps())
        .containsSubsequence("fold jobs", "index jobs", "catch up jobs", "prove jobs");
    Tables.assertJobs(backend, events.subList(0, written));
    assertThat(model.rebuild(false, _ -> false).comparison().isEqual()).isTrue();
  }

  @Test
  void whatTheProjectorWouldWriteBehindTheLastFoldWaitsForTheSwap() throws SQLException {
    givenActive(300, 200);
    model(Meter.SILENT).rebuild(false, _ -> false);
    Generation rebuilt = Generation.rebuilt(jobs);
    try (Lease lease = Lease.take(backend.owner(), "jobs");
        HikariDataSource tables = DatabasePool.open(backend.database(), rebuilt.schema(), 4)) {
      GenerationFold fold =
          new GenerationFold(
              rebuilt,
              tables,
              new LogReader(backend.kafka()),
              LogExtent.of(backend.kafka(), jobs),
              new Workers(2),
              Meter.SILENT);

      new Swap(lease)
          .make(
              rebuilt,
              positions -> {
                fold.follow(positions, Meter.Step.UNTOLD);
                write(100);
                // Long enough for the projector to apply them if it could.
                pause(500);
              });
    }
    backend.awaitCaughtUp("jobs");

    Tables.assertJobs(backend, events);
  }

  @Test
  void aRebuildThatHasLostItsLeaseSwapsNothingAndAnotherOneMayBegin() throws SQLException {
    givenActive(100, 100);
    backend.execute("UPDATE transcription_jobs SET subject = 'edited'");

    assertThatThrownBy(() ->
            model(Meter.SILENT)
                .rebuild(
                    false,
                    _ -> {
                      endLeases();
                      return true;
                    }))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("the lease on 'jobs' is lost")
        .hasMessageContaining("The active generation is unchanged");

    assertThatThrownBy(
            () -> {
              try (Lease lease = Lease.take(backend.owner(), "jobs")) {
                new Swap(lease).make(Generation.rebuilt(jobs), _ -> endLeases());
              }
            })
        .as("lost in the middle of a swap")
        .isInstanceOf(SQLException.class);

    assertThat(backend.query("SELECT DISTINCT subject FROM transcription_jobs"))
        .extracting(row -> row.get("subject"))
        .containsExactly("edited");
    assertThat(model(Meter.SILENT).rebuild(true, _ -> true).swapped()).isTrue();
    Tables.assertJobs(backend, events);
  }

  private PostgresReadModel model(Meter meter) {
    return new PostgresReadModel(
        jobs, backend.database(), backend.owner(), backend.kafka(), 2, meter, CLOSE_ENOUGH);
  }

  private void givenActive(int all, int before) {
    events = RandomHistory.of(41, all, START).events().subList(0, all);
    write(before);
    backend.run(jobs);
    backend.awaitCaughtUp("jobs");
  }

  /** Adds the next events of the history to the log. */
  private synchronized void write(int count) {
    int to = Math.min(events.size(), written + count);
    if (to > written) {
      backend.log().jobs(events.subList(written, to)).commit();
      written = to;
    }
  }

  private void endLeases() {
    backend.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
