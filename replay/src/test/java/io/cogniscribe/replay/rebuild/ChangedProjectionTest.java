package io.cogniscribe.replay.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.LoopState;
import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.engine.Refusal;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.postgres.AggregateProjection;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A projection whose code has changed needs a rebuild; its rows never mix with those of the old
 * code.
 */
@RealServers
final class ChangedProjectionTest {

  private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");

  private final Backend backend;
  private final TableModels tables;

  ChangedProjectionTest(TestServers servers) {
    backend = Backend.on(servers);
    tables = TableModels.of(backend);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void newCodeLeavesOldRowsAloneUntilTheyAreRebuiltAndThenGoesOn() throws Exception {
    backend.log().jobs(submitted()).commit();
    ProjectionLoop<?> old = backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");
    old.close();

    ProjectionLoop<?> changed = backend.run(new Shouting());
    backend.awaitState(changed, LoopState.Waiting.class);
    backend.log().jobs(submitted()).commit();

    assertThat(changed.state())
        .isInstanceOfSatisfying(
            LoopState.Waiting.class,
            waiting ->
                assertThat(waiting.reason())
                    .contains("version 1", "version 2", "replay rebuild --projection jobs"));
    assertThat(subjects()).containsExactly("anatomy");

    assertThat(tables.of(new Shouting()).rebuild(false, _ -> true).swapped()).isTrue();
    backend.awaitCaughtUp("jobs");

    assertThat(subjects()).hasSize(2).containsOnly("ANATOMY");
  }

  @Test
  void oldCodeDoesNotGoOnWithRowsThatNewerCodeHasSwappedIn() throws Exception {
    backend.log().jobs(submitted()).commit();
    ProjectionLoop<?> old = backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");

    tables.of(new Shouting()).rebuild(false, _ -> true);
    backend.log().jobs(submitted()).commit();

    backend.awaitState(old, LoopState.Waiting.class);
    assertThat(subjects()).containsExactly("ANATOMY");
  }

  @Test
  void theTablesOfBeforeComeBackByTheCodeThatMadeThemAlone() throws Exception {
    backend.log().jobs(submitted()).commit();
    ProjectionLoop<?> old = backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");
    tables.of(new Shouting()).rebuild(false, _ -> true);

    assertThatThrownBy(() -> tables.of(new Shouting()).rollBack(_ -> true))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("version 1");
    tables.of(new JobProjection()).rollBack(_ -> true);
    backend.log().jobs(submitted()).commit();
    backend.awaitCaughtUp("jobs");

    backend.awaitState(old, LoopState.Running.class);
    assertThat(subjects()).hasSize(2).containsOnly("anatomy");
  }

  private static List<RecordedEvent<JobEvent>> submitted() {
    return JobStory.submitted(UUID.randomUUID(), START).events();
  }

  private List<String> subjects() {
    return backend.query("SELECT subject FROM transcription_jobs").stream()
        .map(row -> String.valueOf(row.get("subject")))
        .toList();
  }

  /** The projection of jobs, changed so that it writes subjects in capitals. */
  private static final class Shouting implements AggregateProjection<RecordedEvent<JobEvent>> {

    private final JobProjection jobs = new JobProjection();

    @Override
    public String name() {
      return jobs.name();
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public List<String> tables() {
      return jobs.tables();
    }

    @Override
    public List<Source<RecordedEvent<JobEvent>>> sources() {
      return jobs.sources();
    }

    @Override
    public List<Refusal<RecordedEvent<JobEvent>>> apply(
        Connection connection, List<Decoded.Event<RecordedEvent<JobEvent>>> events)
        throws SQLException {
      List<Refusal<RecordedEvent<JobEvent>>> refusals = jobs.apply(connection, events);
      shout(connection);
      return refusals;
    }

    @Override
    public List<Refusal<RecordedEvent<JobEvent>>> load(
        Connection connection, List<Decoded.Event<RecordedEvent<JobEvent>>> events)
        throws SQLException {
      List<Refusal<RecordedEvent<JobEvent>>> refusals = jobs.load(connection, events);
      shout(connection);
      return refusals;
    }

    private static void shout(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("UPDATE transcription_jobs SET subject = upper(subject)");
      }
    }
  }
}
