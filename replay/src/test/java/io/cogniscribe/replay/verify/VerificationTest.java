package io.cogniscribe.replay.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.account.UserProjection;
import io.cogniscribe.projections.audit.AuditProjection;
import io.cogniscribe.projections.audit.AuditRetention;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.NaiveFold;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.projections.usage.Tariff;
import io.cogniscribe.projections.usage.UsageProjection;
import io.cogniscribe.replay.rebuild.ReplayException;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows that equal the log are not reported, at any position; all others are. */
@RealServers
final class VerificationTest {

  private static final Instant START = EverythingFolded.START;

  private final Backend backend;
  private final Verification verification;

  VerificationTest(TestServers servers) {
    backend = Backend.on(servers);
    verification = verification(backend.dataSource(), Pace.UNLIMITED);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void whatTheProjectorHasFoldedIsWhatTheLogSaysInEveryTable() throws SQLException {
    EverythingFolded folded = new EverythingFolded(backend, 5_000);

    for (VerifiableProjection<?> projection : folded.projections()) {
      Verdict verdict = verify(projection);

      assertThat(verdict.shown()).as(projection.name()).isEmpty();
      assertThat(verdict.isClean()).as(projection.name()).isTrue();
      String table = projection.tables().getLast();
      assertThat(verdict.rows())
          .as(projection.name())
          .isGreaterThanOrEqualTo(backend.query("SELECT FROM " + table).size())
          .isPositive();
    }
  }

  @Test
  void itComparesAtOnePositionWhileTheProjectorGoesOn() throws Exception {
    List<RecordedEvent<JobEvent>> events = RandomHistory.of(31, 12_000, START).events();
    JobProjection jobs = new JobProjection();
    UsageProjection usage = new UsageProjection(new Tariff(NaiveFold.TARIFF));
    backend.log().jobs(events.subList(0, 2_000)).commit();
    backend.run(jobs);
    backend.run(usage);
    backend.awaitCaughtUp("jobs");
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (int from = 2_000; from < events.size(); from += 50) {
                backend
                    .log()
                    .jobs(events.subList(from, Math.min(from + 50, events.size())))
                    .commit();
              }
            });

    int passes = 0;
    while (writer.isAlive()) {
      assertThat(verify(jobs).shown()).isEmpty();
      assertThat(verify(usage).shown()).isEmpty();
      passes++;
    }

    assertThat(passes).isPositive();
    backend.awaitCaughtUp("jobs");
    assertThat(verify(jobs).rows())
        .isEqualTo(
            backend.query("SELECT FROM transcription_jobs").size()
                + backend.query("SELECT FROM job_history").size());
  }

  @Test
  void eventsThatTheProjectorHasNotAppliedYetAreNoDrift() throws SQLException {
    JobStory job = JobStory.submitted(UUID.randomUUID(), START).started();
    backend.log().jobs(job.events()).commit();
    ProjectionLoop<?> active = backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");
    active.close();
    backend.log().job(job.completed().last()).commit();

    Verdict verdict = verify(new JobProjection());

    assertThat(verdict.isClean()).isTrue();
    assertThat(verdict.rows()).isEqualTo(3);
  }

  @Test
  void whatIsParkedForGoodIsNoDriftAndTheRestOfItIsCompared() throws SQLException {
    JobStory sick = JobStory.submitted(UUID.randomUUID(), START).started();
    JobStory gap = JobStory.submitted(UUID.randomUUID(), START).started().completed();
    backend
        .log()
        .job(sick.events().getFirst())
        .send(Topics.JOB_EVENTS, Keys.of(sick.id()), new byte[] {1})
        .job(sick.last())
        .job(gap.events().getFirst())
        .job(gap.last())
        .send(Topics.JOB_EVENTS, "no id".getBytes(StandardCharsets.UTF_8), null)
        .commit();
    JobProjection jobs = new JobProjection();
    UsageProjection usage = new UsageProjection(new Tariff(NaiveFold.TARIFF));
    backend.run(jobs);
    backend.run(usage);
    backend.awaitCaughtUp("jobs");
    backend.awaitCaughtUp("usage");

    assertThat(verify(usage)).matches(Verdict::isClean);
    assertThat(verify(jobs))
        .matches(Verdict::isClean)
        .satisfies(verdict -> assertThat(verdict.nowApplicable()).isEmpty());
    backend.execute(
        "UPDATE transcription_jobs SET subject = 'x' WHERE id = '%s'".formatted(sick.id()));
    assertThat(verify(jobs).drifted()).isEqualTo(1);
  }

  @Test
  void whatTodaysCodeCouldApplyThoughTheProjectorHasParkedItIsNoDrift() throws SQLException {
    JobStory job = JobStory.submitted(UUID.randomUUID(), START).started().completed();
    backend.log().jobs(job.events().subList(0, 1)).commit();
    ProjectionLoop<?> active = backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");
    // As a version of the code would leave it that could not read the next event.
    backend.execute("UPDATE transcription_jobs SET version = 7");
    backend.log().jobs(job.events().subList(1, 3)).commit();
    backend.awaitCaughtUp("jobs");
    active.close();
    backend.execute("UPDATE transcription_jobs SET version = 1");

    Verdict verdict = verify(new JobProjection());

    assertThat(backend.query("SELECT FROM parked_events")).hasSize(2);
    assertThat(verdict.isClean()).isTrue();
    assertThat(verdict.nowApplicable()).containsExactly(job.id().toString());
  }

  @Test
  void whatTodaysCodeHasToParkThoughTheProjectorHasNotIsReported() throws SQLException {
    JobStory job = JobStory.submitted(UUID.randomUUID(), START);
    backend
        .log()
        .jobs(job.events())
        .send(Topics.JOB_EVENTS, Keys.of(job.id()), new byte[] {1})
        .commit();
    backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");
    backend.execute("DELETE FROM parked_events");

    Verdict verdict = verify(new JobProjection());

    assertThat(verdict.drifted()).isZero();
    assertThat(verdict.regressed()).containsExactly(job.id().toString());
    assertThat(verdict.isClean()).isFalse();
  }

  @Test
  void monthsOfTheAuditLogThatWereDroppedAreNoDrift() throws Exception {
    for (String at :
        List.of("2026-01-05T00:00:00Z", "2026-02-05T00:00:00Z", "2026-03-05T00:00:00Z")) {
      UUID user = UUID.randomUUID();
      backend.log().audit(user, Events.audited(user, UUID.randomUUID(), Instant.parse(at), null));
    }
    backend.log().commit();
    backend.run(new AuditProjection());
    backend.awaitCaughtUp("audit");
    new AuditRetention(backend.owner(), 5).drop(YearMonth.of(2026, 3), "ada");

    assertThat(verify(new AuditProjection()))
        .matches(Verdict::isClean)
        .satisfies(verdict -> assertThat(verdict.rows()).isEqualTo(1));
  }

  @Test
  void aNameThatSomebodyTookLaterIsMissingByRight() throws SQLException {
    UUID ada = UUID.randomUUID();
    UUID bob = UUID.randomUUID();
    backend.run(new UserProjection());
    for (var event :
        List.of(
            Events.registered(bob, "star", "one@uni.test", START.plusSeconds(1)),
            Events.registered(ada, "star", "one@uni.test", START))) {
      backend.log().account(event).commit();
      backend.awaitCaughtUp("users");
    }

    assertThat(verify(new UserProjection())).matches(Verdict::isClean);
    backend.execute("UPDATE users SET username = NULL WHERE id = '%s'".formatted(bob));
    backend.execute("UPDATE users SET username = 'star' WHERE id = '%s'".formatted(ada));
    Verdict exchanged = verify(new UserProjection());
    Verdict repaired =
        verification(backend.owner(), Pace.UNLIMITED).run(new UserProjection(), 1, 0, true);

    assertThat(exchanged.drifted()).isEqualTo(1);
    assertThat(repaired.repaired()).containsExactly(bob.toString());
    assertThat(verify(new UserProjection())).matches(Verdict::isClean);
    assertThat(backend.query("SELECT id FROM users WHERE username = 'star'"))
        .containsExactly(Map.of("id", bob));
  }

  @Test
  void tablesThatAreMadeAnewMeanwhileAreNoDrift() {
    EverythingFolded folded = new EverythingFolded(backend, 1_000);
    VerifiableProjection<?> jobs = folded.projection("jobs");
    Pace emptying = _ -> backend.execute("DELETE FROM projection_positions");

    assertThatThrownBy(() -> verification(backend.dataSource(), emptying).run(jobs, 1, 0, false))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("rebuilt meanwhile");
  }

  @Test
  void samplesArePartsThatTogetherAreEverything() throws SQLException {
    List<RecordedEvent<JobEvent>> events = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      events.addAll(JobStory.submitted(UUID.randomUUID(), START).events());
    }
    backend.log().jobs(events).commit();
    backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");

    Verdict part = verification.run(new JobProjection(), 0.25, 3, false);

    assertThat(part.groups()).isBetween(60L, 140L);
    assertThat(part.isClean()).isTrue();
    assertThat(verify(new JobProjection()).groups()).isEqualTo(400);
  }

  private Verification verification(DataSource connections, Pace pace) {
    return new Verification(
        connections,
        new LogReader(backend.kafka()),
        Verification.scratch(Settings.of(Map.of())),
        pace,
        _ -> {});
  }

  private Verdict verify(VerifiableProjection<?> projection) throws SQLException {
    return verification.run(projection, 1, 0, false);
  }
}
