package io.cogniscribe.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.projections.audit.AuditProjection;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that a projection stops when the log and the position do not belong together. */
@RealServers
final class StoppedProjectionTest {

  private static final UUID USER = UUID.randomUUID();
  private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");

  private final Backend backend;

  StoppedProjectionTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void aTopicThatWasMadeAnewStopsItsProjectionsAndNoOthers() throws Exception {
    backend.log().jobs(JobStory.submitted(USER, AT).events()).commit();
    ProjectionLoop<?> before = backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");
    before.close();
    try (Admin admin = backend.admin()) {
      admin.deleteTopics(List.of(Topics.JOB_EVENTS)).all().get();
      await("it is gone")
          .until(() -> !admin.listTopics().names().get().contains(Topics.JOB_EVENTS));
    }
    backend.ensureTopics();

    ProjectionLoop<?> jobs = backend.run(new JobProjection());
    backend.run(new AuditProjection());
    backend.awaitState(jobs, LoopState.Stopped.class);
    backend.log().audit(USER, Events.audited(USER, USER, AT, null)).commit();
    backend.awaitCaughtUp("audit");

    assertThat(((LoopState.Stopped) jobs.state()).reason())
        .contains("another topic of this name", "db drop --yes");
  }

  @Test
  void aLogWhoseBeginningIsGoneIsNotFoldedIntoEmptyTables() throws Exception {
    JobStory job = JobStory.submitted(USER, AT).started();
    backend.log().jobs(job.events()).commit();
    deleteRecords(Topics.JOB_EVENTS, job, 1);

    ProjectionLoop<?> jobs = backend.run(new JobProjection());
    backend.awaitState(jobs, LoopState.Stopped.class);

    assertThat(((LoopState.Stopped) jobs.state()).reason()).contains("records are missing");
    assertThat(backend.query("SELECT * FROM transcription_jobs")).isEmpty();
  }

  @Test
  void recordsThatWereDeletedUnreadStopTheProjection() throws Exception {
    JobStory job = JobStory.submitted(USER, AT);
    backend.log().jobs(job.events()).commit();
    ProjectionLoop<?> before = backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");
    before.close();
    backend.log().job(job.started().last()).job(job.completed().last()).commit();
    // Offset 0 is the submission, 1 is its transaction marker, and 2 and 3 are unread.
    deleteRecords(Topics.JOB_EVENTS, job, 3);

    ProjectionLoop<?> jobs = backend.run(new JobProjection());
    backend.awaitState(jobs, LoopState.Stopped.class);

    assertThat(((LoopState.Stopped) jobs.state()).reason()).contains("retention");
    Tables.assertJobs(backend, job.events().subList(0, 1));
  }

  @Test
  void reportsThatExpiredUnreadStopNothing() throws Exception {
    JobStory job = JobStory.submitted(USER, Instant.now().minusSeconds(60)).started();
    backend.log().progress(job.progress(10)).progress(job.progress(20)).commit();
    deleteRecords(Topics.JOB_PROGRESS, job, 1);
    backend.log().jobs(job.events()).commit();

    backend.runProgress();
    backend.awaitRedisCaughtUp();

    assertThat(backend.redis().hget("task:" + job.id(), "percent")).isEqualTo("20");
  }

  private void deleteRecords(String topic, JobStory job, long before)
      throws ExecutionException, InterruptedException {
    TopicPartition partition = new TopicPartition(topic, Keys.partition(Keys.of(job.id())));
    try (Admin admin = backend.admin()) {
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before))).all().get();
    }
  }
}
