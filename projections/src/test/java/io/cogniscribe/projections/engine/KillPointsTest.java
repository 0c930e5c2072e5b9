package io.cogniscribe.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.FaultyDataSource;
import io.cogniscribe.projections.kit.NaiveFold;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.usage.Tariff;
import io.cogniscribe.projections.usage.UsageProjection;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Interrupts a loop at every point; afterwards, it applies each record exactly once. */
@Tag("long")
@RealServers
final class KillPointsTest {

  private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");
  private static final int BATCH = 40;

  private final Backend backend;
  private final List<RecordedEvent<JobEvent>> events = RandomHistory.of(11, 1_600, START).events();

  KillPointsTest(TestServers servers) {
    backend = Backend.on(servers, BATCH);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void aFailureBeforeOrAfterAnyCallToTheDatabaseLosesAndDoublesNothing() {
    EveryCallOnce faults = new EveryCallOnce();

    projectThrough(faults);

    assertThat(faults.raised.get()).as("failures raised").isGreaterThan(25);
  }

  @Test
  void aConnectionThatIsKilledDuringACommitLeavesNoDoubt() {
    KilledCommits faults = new KilledCommits();

    projectThrough(faults);

    assertThat(faults.before.get()).as("killed before the commit").isGreaterThan(3);
    assertThat(faults.after.get()).as("killed after the commit").isGreaterThan(3);
  }

  @Test
  void aLoopThatIsStoppedInTheMiddleIsFollowedByAnotherThatGoesOn() {
    backend.log().jobs(events.subList(0, 800)).commit();
    ProjectionLoop<?> first = backend.run(new UsageProjection(new Tariff(NaiveFold.TARIFF)));
    backend.awaitCaughtUp("usage");
    backend.log().jobs(events.subList(800, events.size())).commit();
    first.close();

    backend.run(new UsageProjection(new Tariff(NaiveFold.TARIFF)));
    backend.awaitCaughtUp("usage");

    Tables.assertUsage(backend, events);
  }

  @Test
  void loopsThatComeAndGoShareThePartitionsWithoutDoubling() {
    backend.log().jobs(events.subList(0, 500)).commit();
    ProjectionLoop<?> first = backend.run(new UsageProjection(new Tariff(NaiveFold.TARIFF)));
    ProjectionLoop<?> second = backend.run(new UsageProjection(new Tariff(NaiveFold.TARIFF)));
    backend.log().jobs(events.subList(500, 1_000)).commit();
    backend.awaitState(second, LoopState.Running.class);
    first.close();
    backend.log().jobs(events.subList(1_000, events.size())).commit();

    backend.run(new UsageProjection(new Tariff(NaiveFold.TARIFF)));
    backend.awaitCaughtUp("usage");

    Tables.assertUsage(backend, events);
  }

  private void projectThrough(FaultyDataSource.Faults faults) {
    backend.log().jobs(events).commit();

    backend.run(new JobProjection(), FaultyDataSource.of(backend.dataSource(), faults));
    backend.awaitCaughtUp("jobs");

    Tables.assertJobs(backend, events);
    assertThat(backend.query("SELECT * FROM parked_events")).isEmpty();
  }

  /**
   * Fails the first call after a commit, then the second call after the next commit, and so on, so
   * that every point of a batch fails once. Failures before and after a call alternate.
   */
  private static final class EveryCallOnce implements FaultyDataSource.Faults {

    private static final int FAILURES = 30;

    private final AtomicInteger raised = new AtomicInteger();
    private int callsLeft = 1;

    @Override
    public void before(Connection connection, String method) throws SQLException {
      if (raised.get() % 2 == 0) {
        countDown();
      }
    }

    @Override
    public void after(Connection connection, String method) throws SQLException {
      if (raised.get() % 2 == 1) {
        countDown();
      }
      if (method.equals("commit") && callsLeft <= 0) {
        callsLeft = raised.get() / 2 + 1;
      }
    }

    private void countDown() throws SQLException {
      callsLeft--;
      if (callsLeft == 0 && raised.get() < FAILURES) {
        raised.incrementAndGet();
        throw new SQLException("the connection broke off", "08006");
      }
    }
  }

  /** Kills the server process of every third commit, alternately before and after the commit. */
  private final class KilledCommits implements FaultyDataSource.Faults {

    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger before = new AtomicInteger();
    private final AtomicInteger after = new AtomicInteger();

    @Override
    public void before(Connection connection, String method) throws SQLException {
      if (method.equals("commit") && commits.incrementAndGet() % 6 == 3) {
        before.incrementAndGet();
        kill(connection);
      }
    }

    @Override
    public void after(Connection connection, String method) throws SQLException {
      if (method.equals("commit") && commits.get() % 6 == 0) {
        after.incrementAndGet();
        kill(connection);
        try (Statement statement = connection.createStatement()) {
          statement.execute("SELECT 1");
        }
      }
    }

    private void kill(Connection connection) throws SQLException {
      int process = connection.unwrap(PGConnection.class).getBackendPID();
      try (Connection other = backend.dataSource().getConnection();
          PreparedStatement kill = other.prepareStatement("SELECT pg_terminate_backend(?, 5000)")) {
        kill.setInt(1, process);
        kill.execute();
      }
    }
  }
}
