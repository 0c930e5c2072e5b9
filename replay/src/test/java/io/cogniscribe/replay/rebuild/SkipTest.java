package io.cogniscribe.replay.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.job.JobRow;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.parking.ParkedEvent;
import io.cogniscribe.projections.parking.Retry;
import io.cogniscribe.projections.parking.Selection;
import io.cogniscribe.projections.parking.SkipLog;
import io.cogniscribe.projections.postgres.PostgresParked;
import io.cogniscribe.replay.explain.Explainer;
import io.cogniscribe.replay.explain.Explanation;
import io.cogniscribe.replay.explain.JobRowFold;
import io.cogniscribe.replay.explain.Step;
import io.cogniscribe.replay.explain.StoredRow;
import io.cogniscribe.replay.verify.Pace;
import io.cogniscribe.replay.verify.Verdict;
import io.cogniscribe.replay.verify.Verification;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A skip applies to the active generation, to rebuilds, and to projectors that start again. */
@RealServers
final class SkipTest {

  private static final UUID USER = UUID.randomUUID();
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final byte[] GARBAGE = "garbage".getBytes(StandardCharsets.UTF_8);
  private static final String ROWS =
      "SELECT j.*, h.version AS line FROM transcription_jobs j JOIN job_history h ON h.job_id = j.id"
          + " ORDER BY j.id, h.version";

  private final Backend backend;
  private final JobProjection jobs = new JobProjection();
  private final PostgresParked<RecordedEvent<JobEvent>> parked;
  private @Nullable ProjectionLoop<?> running;

  SkipTest(TestServers servers) {
    backend = Backend.on(servers);
    parked = new PostgresParked<>(backend.owner(), jobs);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void bytesThatTookNoVersionArePassedOverAndWhatWaitsIsApplied() {
    JobStory job = JobStory.submitted(USER, START);
    backend.log().jobs(job.events()).send(Topics.JOB_EVENTS, Keys.of(job.id()), GARBAGE);
    backend.log().job(job.started().last()).job(job.completed().last()).commit();
    runJobs();

    Retry.Result result = skipFirst(job);

    assertThat(result).isEqualTo(new Retry.Result(3, 0));
    Tables.assertJobs(backend, job.events());
    assertThat(backend.query("SELECT FROM parked_events")).isEmpty();
  }

  @Test
  void theVersionOfASkippedEventMayBeMissingAndNoOther() {
    JobStory job = JobStory.submitted(USER, START).started().failed().retried();
    job.started().failed().retried();
    skippedSecond(job);
    backend.log().job(job.events().get(3)).commit();
    backend.awaitCaughtUp("jobs");
    assertThat(lines(job)).containsExactly(1L, 3L, 4L);

    backend.log().job(job.events().get(6)).commit();
    backend.awaitCaughtUp("jobs");

    assertThat(lines(job)).containsExactly(1L, 3L, 4L);
    assertThat(backend.query("SELECT error FROM parked_events"))
        .containsExactly(Map.of("error", "version 7 follows version 4"));
  }

  @Test
  void aRebuildAndTablesThatBeginAnewEqualTheActiveOnes() throws SQLException {
    backend.log().jobs(RandomHistory.of(9, 500, START).events());
    JobStory job = JobStory.submitted(USER, START).started().failed().retried();
    skippedSecond(job);
    backend.log().job(job.events().get(3)).commit();
    backend.awaitCaughtUp("jobs");
    List<Map<String, @Nullable Object>> active = backend.query(ROWS);
    assertThat(lines(job)).containsExactly(1L, 3L, 4L);

    Rebuild.Result rebuilt = tables().of(jobs).rebuild(false, _ -> false);

    assertThat(rebuilt.comparison().shown()).isEmpty();
    assertThat(rebuilt.comparison().isEqual()).isTrue();
    Objects.requireNonNull(running).close();
    backend.recreateTables();
    runJobs();
    assertThat(backend.query(ROWS)).isEqualTo(active);
    assertThat(backend.query("SELECT FROM parked_events")).isEmpty();
    assertThat(backend.query("SELECT reason FROM skipped_events"))
        .containsExactly(Map.of("reason", "a test"));
  }

  @Test
  void aVerificationFindsTheRowsAsTheyShouldBeAndRepairsThemToThat() throws SQLException {
    JobStory job = JobStory.submitted(USER, START).started().failed().retried();
    skippedSecond(job);
    backend.log().job(job.events().get(3)).commit();
    backend.awaitCaughtUp("jobs");

    assertThat(verify(false).isClean()).isTrue();
    List<Map<String, @Nullable Object>> active = backend.query(ROWS);
    backend.execute("UPDATE transcription_jobs SET filename = 'edited.mp3'");

    assertThat(verify(true).repaired()).containsExactly(job.id().toString());
    assertThat(backend.query(ROWS)).isEqualTo(active);
  }

  @Test
  void anExplanationNamesWhatWasSkippedAndComesToWhatTheProjectorHas() {
    JobStory job = JobStory.submitted(USER, START).started().failed().retried();
    skippedSecond(job);
    backend.log().job(job.events().get(3)).commit();
    backend.awaitCaughtUp("jobs");

    Explanation explanation =
        new Explainer(new LogReader(backend.kafka()), new Workers(1), Meter.SILENT)
            .explain(
                "the job",
                JobRowFold.subject(job.id()),
                new StoredRow(backend.owner(), "jobs", JobRow.TABLE).read(job.id(), job.id()),
                100);

    assertThat(explanation.steps())
        .extracting(Step::notApplied)
        .containsExactly(null, "an operator has skipped it", null, null);
    assertThat(explanation.active().equal()).isTrue();
  }

  @Test
  void aGenerationThatWasLoadedBeforeASkipFollowsIt() throws SQLException {
    JobStory job = JobStory.submitted(USER, START).started().failed();
    parkedSecond(job);
    tables().of(jobs).rebuild(false, _ -> false);
    skipFirst(job);

    Rebuild.Result resumed = tables().of(jobs).rebuild(true, _ -> true);

    assertThat(resumed.comparison().isEqual()).isTrue();
    assertThat(backend.query("SELECT FROM parked_events")).isEmpty();
    backend.log().job(job.retried().last()).commit();
    backend.awaitCaughtUp("jobs");
    assertThat(lines(job)).containsExactly(1L, 3L, 4L);
  }

  @Test
  void aSkipThatWasRecordedAndNotFinishedIsFinishedByTheNextRetry() {
    JobStory job = JobStory.submitted(USER, START).started().failed();
    parkedSecond(job);
    recordSkip(job);

    retry(Selection.ALL);
    assertThat(lines(job)).containsExactly(1L);
    parked.skipped(new SkipLog(backend.kafka()));
    retry(Selection.ALL);

    assertThat(lines(job)).containsExactly(1L, 3L);
  }

  /** Parks the second event of the job, which cannot be decoded; the third one waits behind it. */
  private void parkedSecond(JobStory job) {
    backend
        .log()
        .job(job.events().getFirst())
        .send(Topics.JOB_EVENTS, Keys.of(job.id()), GARBAGE)
        .job(job.events().get(2))
        .commit();
    runJobs();
  }

  private void skippedSecond(JobStory job) {
    parkedSecond(job);
    skipFirst(job);
  }

  private void runJobs() {
    running = backend.run(jobs);
    backend.awaitCaughtUp("jobs");
  }

  private Retry.Result skipFirst(JobStory job) {
    recordSkip(job);
    parked.skipped(new SkipLog(backend.kafka()));
    return retry(new Selection(Set.of(job.id().toString()), null));
  }

  private void recordSkip(JobStory job) {
    String key = job.id().toString();
    TopicPartition partition =
        new TopicPartition(Topics.JOB_EVENTS, Keys.partition(Keys.of(job.id())));
    ParkedEvent first = parked.heads(partition, -1, new Selection(Set.of(key), null), 1).getFirst();
    backend.log().audit(USER, Events.skipped("jobs", first.at(), key, "a test")).commit();
  }

  private Retry.Result retry(Selection selection) {
    try (RecordReader log = new RecordReader(backend.kafka())) {
      return new Retry<>(parked, jobs, log, _ -> {}).run(selection);
    }
  }

  private Verdict verify(boolean repair) throws SQLException {
    return new Verification(
            backend.owner(),
            new LogReader(backend.kafka()),
            Verification.scratch(Settings.of(Map.of())),
            Pace.UNLIMITED,
            _ -> {})
        .run(jobs, 1, 0, repair);
  }

  private TableModels tables() {
    return TableModels.of(backend);
  }

  /** Returns the versions in the job's timeline. */
  private List<Long> lines(JobStory job) {
    return backend
        .query("SELECT version FROM job_history WHERE job_id = ? ORDER BY version", job.id())
        .stream()
        .map(row -> Long.valueOf(String.valueOf(row.get("version"))))
        .toList();
  }
}
