package io.cogniscribe.replay.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobEvent.JobCompleted;
import io.cogniscribe.job.JobEvent.JobStarted;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.FixableJobs;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.NaiveFold;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.usage.Tariff;
import io.cogniscribe.projections.usage.UsageProjection;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Parked events that the current code can apply are listed separately and are no drift. */
@RealServers
final class NowApplicableRebuildTest {

  private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");

  private final Backend backend;
  private final TableModels tables;
  private final UUID user = UUID.randomUUID();
  private final JobStory sick = JobStory.submitted(user, START).started().completed();
  private final JobStory healthy = JobStory.submitted(UUID.randomUUID(), START).started();

  NowApplicableRebuildTest(TestServers servers) {
    backend = Backend.on(servers);
    tables = TableModels.of(backend);
    backend.log().jobs(sick.events()).jobs(healthy.events()).commit();
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void whatCanBeAppliedNowIsReportedAndSwappedInWhereEqualityIsRequired() throws SQLException {
    givenActiveParks(event -> event.payload() instanceof JobStarted && isSick(event));

    String filename =
        "UPDATE transcription_jobs SET filename = '%s' WHERE id = '" + healthy.id() + "'";
    backend.execute(filename.formatted("edited.mp3"));
    Comparison drifted = tables.of(new JobProjection()).rebuild(false, _ -> false).comparison();
    backend.execute(filename.formatted("anatomy.mp3"));

    Comparison comparison =
        tables.of(new JobProjection()).rebuild(false, Comparison::isEqual).comparison();

    assertThat(drifted.isEqual()).isFalse();
    assertThat(drifted.shown())
        .extracting(RowDifference::key)
        .containsExactly(healthy.id().toString());
    assertThat(comparison.nowApplicable()).containsExactly(sick.id().toString());
    assertThat(comparison.regressed()).isEmpty();
    assertThat(comparison.differences()).isZero();
    assertThat(comparison.shown()).isEmpty();
    assertThat(backend.query("SELECT FROM parked_events")).isEmpty();
    Tables.assertJobs(backend, all());
  }

  @Test
  void whatCountsIsHowFarTodaysCodeGetsAndHowFarTheProjectorGot() throws SQLException {
    givenActiveParks(event -> event.payload() instanceof JobStarted && isSick(event));

    Comparison behind =
        tables.of(new FixableJobs(this::isSick)).rebuild(false, Comparison::isEqual).comparison();
    Rebuild.Result result =
        tables
            .of(new FixableJobs(event -> event.payload() instanceof JobCompleted))
            .rebuild(false, Comparison::isEqual);

    assertThat(behind.nowApplicable()).isEmpty();
    assertThat(behind.regressed()).containsExactly(sick.id().toString());
    assertThat(behind.isEqual()).isFalse();
    assertThat(result.comparison().nowApplicable()).containsExactly(sick.id().toString());
    assertThat(result.comparison().regressed()).isEmpty();
    assertThat(result.swapped()).isTrue();
    assertThat(backend.query("SELECT FROM parked_events")).hasSize(1);
  }

  @Test
  void aSumThatLacksWhatIsParkedIsNoDriftEither() throws SQLException {
    givenActiveParks(this::isSick);
    UsageProjection usage = new UsageProjection(new Tariff(NaiveFold.TARIFF));
    ProjectionLoop<?> loop = backend.run(usage);
    backend.awaitCaughtUp("usage");
    loop.close();
    // As if the event had been parked there, too.
    backend.execute("DELETE FROM usage_statistics WHERE user_id = '%s'".formatted(user));
    backend.execute("UPDATE parked_events SET projection = 'usage'");

    Rebuild.Result result = tables.of(usage).rebuild(false, Comparison::isEqual);

    assertThat(result.comparison().nowApplicable()).containsExactly(sick.id().toString());
    assertThat(result.comparison().shown()).isEmpty();
    assertThat(result.swapped()).isTrue();
    Tables.assertUsage(backend, all());
  }

  private void givenActiveParks(Predicate<RecordedEvent<JobEvent>> unknown) {
    backend.run(new FixableJobs(unknown));
    backend.awaitCaughtUp("jobs");
    assertThat(backend.query("SELECT FROM parked_events")).isNotEmpty();
  }

  private boolean isSick(RecordedEvent<JobEvent> event) {
    return event.streamId().equals(sick.id());
  }

  private List<RecordedEvent<JobEvent>> all() {
    List<RecordedEvent<JobEvent>> all = new ArrayList<>(sick.events());
    all.addAll(healthy.events());
    return all;
  }
}
