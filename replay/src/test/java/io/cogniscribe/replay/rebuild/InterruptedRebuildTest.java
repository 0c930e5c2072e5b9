package io.cogniscribe.replay.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.jdbc.Sql;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.FaultyDataSource;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.replay.rebuild.ReadModel.Remains;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An interrupted rebuild leaves the active generation unchanged, and the next one succeeds. */
@RealServers
final class InterruptedRebuildTest {

  private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Backend backend;
  private final JobProjection jobs = new JobProjection();
  private List<RecordedEvent<JobEvent>> events = List.of();

  InterruptedRebuildTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void aRebuildThatBreaksOffAnywhereLeavesTheActiveGenerationAloneAndTheNextOneEqualsIt()
      throws SQLException {
    givenActive(1_500);
    AtomicInteger steps = new AtomicInteger();
    tables(new BreakingMeter(steps, Integer.MAX_VALUE)).of(jobs).rebuild(false, _ -> false);
    int all = steps.get();

    for (int last = 1; last <= all; last += Math.max(1, all / 8)) {
      TableModels broken = tables(new BreakingMeter(last));
      assertThatThrownBy(() -> broken.of(jobs).rebuild(false, _ -> true))
          .hasMessageContaining("broken off");
      Tables.assertJobs(backend, events);
    }
    assertThatThrownBy(() -> tables(losingDatabase()).of(jobs).rebuild(false, _ -> true));
    Tables.assertJobs(backend, events);

    Rebuild.Result result = tables(Meter.SILENT).of(jobs).rebuild(false, Comparison::isEqual);
    assertThat(result.swapped()).isTrue();
    Tables.assertJobs(backend, events);
  }

  /** Ends all connections, also those of the projector, while tables are filled. */
  private Meter losingDatabase() {
    return new StrictMeter(step -> {
      if (step.startsWith("index")) {
        backend.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
      }
    });
  }

  @Test
  void aRebuildWhoseConnectionBreaksOffAtAnyCallCanBeBegunAnewOrResumed() throws SQLException {
    givenActive(60);
    Object before = active();
    int calls = 0;
    boolean broken = true;

    while (broken) {
      Breaking breaking = new Breaking(++calls);
      PostgresReadModel model =
          new PostgresReadModel(
              jobs,
              backend.database(),
              FaultyDataSource.of(backend.owner(), breaking),
              backend.kafka(),
              2,
              Meter.SILENT);
      // Each rebuild starts with the remains of the one before, and gets further.
      broken = breaking.stops(() -> model.rebuild(false, _ -> breaking.isOver()));
      assertThat(active()).as("after call %d", calls).isEqualTo(before);
    }

    assertThat(calls).isGreaterThan(15);
    assertThat(tables(Meter.SILENT).of(jobs).rebuild(true, Comparison::isEqual).swapped()).isTrue();
    Tables.assertJobs(backend, events);
  }

  @Test
  void aSwapThatBreaksOffAtAnyCallChangesNothing() throws SQLException {
    givenActive(60);
    Generation rebuilt = Generation.rebuilt(jobs);
    tables(Meter.SILENT).of(jobs).rebuild(false, _ -> false);
    Object before = everything();
    int calls = 0;
    boolean broken = true;

    while (broken) {
      Breaking breaking = new Breaking(++calls);
      broken =
          breaking.stops(() -> {
            try (Lease lease =
                Lease.take(FaultyDataSource.of(backend.owner(), breaking.later()), "jobs")) {
              breaking.begin();
              new Swap(lease).make(rebuilt, _ -> {});
              breaking.isOver();
            }
          });
      if (broken) {
        assertThat(everything()).as("after call %d", calls).isEqualTo(before);
      }
    }

    assertThat(calls).isGreaterThan(25);
    assertThat(everything()).isNotEqualTo(before);
    Tables.assertJobs(backend, events);
    assertThat(tables(Meter.SILENT).of(jobs).rebuild(false, Comparison::isEqual).swapped())
        .isTrue();
  }

  @Test
  void aRebuildThatIsKilledGivesItsLeaseBackAndTheNextOneWorks() throws Exception {
    givenActive(60);
    Object before = active();
    Process process;
    try (Connection connection = backend.owner().getConnection()) {
      connection.setAutoCommit(false);
      // The rebuild reads the skipped records before it fills its tables, and waits for this lock.
      Sql.execute(connection, "LOCK TABLE skipped_events");
      process = start("replay", "rebuild", "--projection", "jobs", "--swap=auto");
      await()
          .atMost(PATIENCE)
          .until(() -> tables(Meter.SILENT).of(jobs).remains() == Remains.UNFINISHED);
      process.destroyForcibly().waitFor();
      connection.rollback();
    }
    await()
        .atMost(PATIENCE)
        .until(() -> backend.query("SELECT FROM pg_locks WHERE locktype = 'advisory'").isEmpty());

    assertThat(active()).isEqualTo(before);
    assertThatThrownBy(() -> tables(Meter.SILENT).of(jobs).rebuild(true, _ -> true))
        .hasMessageContaining("Start a new one");
    assertThat(tables(Meter.SILENT).of(jobs).rebuild(false, Comparison::isEqual).swapped())
        .isTrue();
    Tables.assertJobs(backend, events);
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx112m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.cogniscribe.replay.cli.OperatorCommand");
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder
        .environment()
        .putAll(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", backend.kafka().bootstrapServers(),
                "DATABASE_URL", backend.databaseUrl(),
                "REDIS_URL", backend.redisUrl()));
    return builder.start();
  }

  private void givenActive(int count) {
    events = RandomHistory.of(11, count, START).events();
    backend.log().jobs(events).commit();
    backend.run(jobs);
    backend.awaitCaughtUp("jobs");
  }

  private TableModels tables(Meter meter) {
    return new TableModels(backend, meter);
  }

  /** Returns the active rows and positions. */
  private List<?> active() {
    return List.of(
        backend.query("SELECT * FROM transcription_jobs ORDER BY id"),
        backend.query("SELECT count(*) FROM job_history"),
        backend.query(
            "SELECT topic, \"partition\", next_offset, generation, version"
                + " FROM projection_positions ORDER BY 1, 2"),
        backend.query("SELECT * FROM parked_events"));
  }

  /** Returns the active rows and positions, and the tables of all generations. */
  private List<?> everything() {
    return List.of(
        active(),
        backend.query(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname !~ '^(pg_|info)'"
                + " ORDER BY 1, 2"),
        backend.query("SELECT * FROM generations ORDER BY schema"));
  }

  /** Interrupts a connection once, at one call. */
  private static final class Breaking implements FaultyDataSource.Faults {

    private final int call;
    private int calls;
    private boolean isOn = true;
    private boolean hasBroken;

    Breaking(int call) {
      this.call = call;
    }

    /** Returns this, without counting calls yet. */
    Breaking later() {
      isOn = false;
      return this;
    }

    void begin() {
      isOn = true;
    }

    /** Stops the interruptions; returns false, so that it can decide against a swap. */
    boolean isOver() {
      isOn = false;
      return false;
    }

    /** Returns whether it interrupts the work. */
    boolean stops(ThrowingCallable work) {
      Throwable failure = catchThrowable(work);
      assertThat(failure != null).as("%s", failure).isEqualTo(hasBroken);
      return hasBroken;
    }

    @Override
    public synchronized void before(Connection connection, String method) throws SQLException {
      if (isOn && ++calls == call) {
        hasBroken = true;
        throw new SQLException("broken off", "08006");
      }
    }

    @Override
    public void after(Connection connection, String method) {}
  }
}
