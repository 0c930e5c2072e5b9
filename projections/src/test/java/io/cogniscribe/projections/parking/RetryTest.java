package io.cogniscribe.projections.parking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.projections.engine.StoreException;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.FaultyDataSource;
import io.cogniscribe.projections.kit.FixableJobs;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.postgres.PostgresParked;
import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests that a retry applies parked records in order with the current code, while the projection
 * runs.
 */
@RealServers
final class RetryTest {

  private static final UUID USER = UUID.randomUUID();
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final byte[] GARBAGE = "garbage".getBytes(StandardCharsets.UTF_8);

  private final Backend backend;
  private final List<Integer> chunks = new CopyOnWriteArrayList<>();

  RetryTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void tenThousandEventsBehindAPoisonAreAppliedInOrderWhileMoreOfThemArrive() {
    JobStory job = rounds(JobStory.submitted(USER, START), 3_333);
    int waiting = job.events().size();
    rounds(job, 40);
    List<RecordedEvent<JobEvent>> others = RandomHistory.of(8, 500, START).events();
    FixableJobs jobs = new FixableJobs(is(job, 1));
    backend.log().jobs(job.events().subList(0, waiting)).jobs(others).commit();
    ProjectionLoop<?> loop = backend.run(jobs);
    backend.awaitCaughtUp("jobs");
    assertThat(parked()).isEqualTo(waiting);
    Tables.assertJobs(backend, others);

    jobs.mend();
    CompletableFuture<Void> arriving =
        CompletableFuture.runAsync(() ->
            job.events()
                .subList(waiting, job.events().size())
                .forEach(event -> backend.log().job(event).commit()));
    Retry.Result result = retry(jobs, Selection.ALL);
    arriving.join();
    backend.awaitCaughtUp("jobs");

    assertThat(result.failed()).isZero();
    assertThat(result.applied()).isBetween((long) waiting, (long) job.events().size());
    assertThat(chunks).hasSizeGreaterThan(9).allMatch(chunk -> chunk <= 1_000);
    assertThat(parked()).isZero();
    await("the alarm ends").atMost(Duration.ofSeconds(30)).until(() -> loop.parked() == 0);
    List<RecordedEvent<JobEvent>> all = new ArrayList<>(job.events());
    all.addAll(others);
    Tables.assertJobs(backend, all);
  }

  @Test
  void whatFailsAgainStaysParkedWithItsReasonOfTodayAndTheOthersGoOn() {
    JobStory mended = JobStory.submitted(USER, START).started();
    JobStory halfway = JobStory.submitted(USER, START).started();
    Instant beforeTheCalendar = Instant.EPOCH.minus(100_000L * 365, ChronoUnit.DAYS);
    JobStory refused = JobStory.submitted(USER, beforeTheCalendar).started();
    FixableJobs jobs = new FixableJobs(event -> event.version() == 1);
    backend
        .log()
        .jobs(refused.events())
        .jobs(halfway.events())
        .send(Topics.JOB_EVENTS, Keys.of(halfway.id()), GARBAGE)
        .job(halfway.completed().last())
        .jobs(mended.events())
        .commit();
    backend.run(jobs);
    backend.awaitCaughtUp("jobs");

    jobs.mend();
    Retry.Result result = retry(jobs, Selection.ALL);

    assertThat(result).isEqualTo(new Retry.Result(4, 2));
    List<RecordedEvent<JobEvent>> applied = new ArrayList<>(mended.events());
    applied.addAll(halfway.events().subList(0, 2));
    Tables.assertJobs(backend, applied);
    assertThat(reasons(halfway))
        .containsExactly("the value is not in Avro single-object encoding", "behind");
    assertThat(reasons(refused)).hasSize(2).first().asString().contains("SQLSTATE 22008");
    assertThat(backend.query("SELECT FROM parked_events WHERE last_failed_at IS NOT NULL"))
        .hasSize(2);
    assertThat(retry(jobs, Selection.ALL)).isEqualTo(new Retry.Result(0, 2));
  }

  @Test
  void onlyWhatIsMeantIsRetried() {
    JobStory meant = JobStory.submitted(USER, START).started();
    JobStory another = JobStory.submitted(USER, START).started();
    JobStory garbage = JobStory.submitted(USER, START);
    FixableJobs jobs = new FixableJobs(event -> event.version() == 1);
    backend.log().jobs(meant.events()).jobs(another.events());
    backend.log().send(Topics.JOB_EVENTS, Keys.of(garbage.id()), GARBAGE).commit();
    backend.run(jobs);
    backend.awaitCaughtUp("jobs");
    jobs.mend();

    Retry.Result one = retry(jobs, new Selection(Set.of(meant.id().toString()), null));

    assertThat(one).isEqualTo(new Retry.Result(2, 0));
    Tables.assertJobs(backend, meant.events());
    assertThat(retry(jobs, new Selection(Set.of(), FixableJobs.REASON)))
        .isEqualTo(new Retry.Result(2, 0));
    assertThat(reasons(garbage)).hasSize(1);
  }

  @Test
  void codeOfAnotherVersionAppliesNothingToRowsThatItDidNotMake() {
    JobStory job = JobStory.submitted(USER, START).started();
    FixableJobs jobs = new FixableJobs(event -> event.version() == 1);
    backend.log().jobs(job.events()).commit();
    backend.run(jobs);
    backend.awaitCaughtUp("jobs");

    assertThatThrownBy(() -> retry(new FixableJobs(2, _ -> false), Selection.ALL))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("made by version 1")
        .hasMessageContaining("replay rebuild --projection jobs");
    assertThatThrownBy(() -> retry(new FixableJobs(2, _ -> true), Selection.ALL))
        .isInstanceOf(StoreException.class);

    assertThat(reasons(job)).containsExactly(FixableJobs.REASON, "behind");
    assertThat(backend.query("SELECT FROM parked_events WHERE last_failed_at IS NOT NULL"))
        .isEmpty();
    Tables.assertJobs(backend, List.of());
  }

  @Test
  void aRetryThatIsKilledAnywhereHasLostNothingAndDoubledNothing() {
    JobStory job = rounds(JobStory.submitted(USER, START), 1_000);
    FixableJobs jobs = new FixableJobs(is(job, 1));
    backend.log().jobs(job.events()).commit();
    backend.run(jobs);
    backend.awaitCaughtUp("jobs");
    jobs.mend();

    for (int kill = 1; kill <= 6; kill++) {
      PostgresParked<RecordedEvent<JobEvent>> killed =
          new PostgresParked<>(killedBeforeCommit(kill), jobs);
      assertThatThrownBy(() -> retry(killed, jobs, Selection.ALL))
          .isInstanceOf(StoreException.class);
      assertThat(parked() + count("SELECT count(*) AS n FROM job_history"))
          .isEqualTo(job.events().size());
    }
    retry(jobs, Selection.ALL);

    assertThat(parked()).isZero();
    Tables.assertJobs(backend, job.events());
  }

  @Test
  void twoOperatorsAtOnceApplyEverythingOnce() {
    List<RecordedEvent<JobEvent>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.addAll(rounds(JobStory.submitted(USER, START), 20).events());
    }
    FixableJobs jobs = new FixableJobs(event -> event.version() == 1);
    backend.log().jobs(all).commit();
    backend.run(jobs);
    backend.awaitCaughtUp("jobs");
    jobs.mend();

    CompletableFuture<Retry.Result> other =
        CompletableFuture.supplyAsync(() -> retry(jobs, Selection.ALL));
    Retry.Result one = retry(jobs, Selection.ALL);

    assertThat(one.applied() + other.join().applied()).isEqualTo(all.size());
    Tables.assertJobs(backend, all);
  }

  @Test
  void whatIsParkedIsCountedByWhatIsWrongWithIt() {
    JobStory gap = JobStory.submitted(USER, START).started().failed();
    JobStory wider = JobStory.submitted(USER, START).started().failed().retried();
    backend.log().job(gap.events().get(0)).job(gap.events().get(2));
    backend.log().job(wider.events().get(0)).job(wider.events().get(3));
    for (int i = 0; i < 3; i++) {
      JobStory job = JobStory.submitted(USER, START);
      backend.log().send(Topics.JOB_EVENTS, Keys.of(job.id()), GARBAGE).jobs(job.events());
    }
    backend.log().commit();
    JobProjection jobs = new JobProjection();
    backend.run(jobs);
    backend.awaitCaughtUp("jobs");

    List<ParkedGroup> groups = new PostgresParked<>(backend.owner(), jobs).groups();

    assertThat(groups)
        .extracting(ParkedGroup::reason, ParkedGroup::aggregates, ParkedGroup::waiting)
        .containsExactly(
            tuple("the value is not in Avro single-object encoding", 3L, 3L),
            tuple("its version does not follow the one before it", 2L, 0L));
    assertThat(retry(jobs, new Selection(Set.of(), "version does not follow")))
        .isEqualTo(new Retry.Result(0, 2));
  }

  private static JobStory rounds(JobStory job, int rounds) {
    for (int i = 0; i < rounds; i++) {
      job.started().failed().retried();
    }
    return job;
  }

  private static Predicate<RecordedEvent<JobEvent>> is(JobStory job, long version) {
    return event -> event.streamId().equals(job.id()) && event.version() == version;
  }

  private <E> Retry.Result retry(PostgresProjection<E> projection, Selection selection) {
    return retry(new PostgresParked<>(backend.owner(), projection), projection, selection);
  }

  private <E> Retry.Result retry(
      ParkedStore<E> store, PostgresProjection<E> projection, Selection selection) {
    try (RecordReader log = new RecordReader(backend.kafka())) {
      return new Retry<>(store, projection, log, chunks::add).run(selection);
    }
  }

  private DataSource killedBeforeCommit(int kill) {
    AtomicInteger commits = new AtomicInteger();
    return FaultyDataSource.of(
        backend.owner(),
        new FaultyDataSource.Faults() {
          @Override
          public void before(Connection connection, String method) throws SQLException {
            if (method.equals("commit") && commits.incrementAndGet() == kill) {
              connection.abort(Runnable::run);
              throw new SQLException("killed", "08006");
            }
          }

          @Override
          public void after(Connection connection, String method) {}
        });
  }

  private long parked() {
    return count("SELECT count(*) AS n FROM parked_events");
  }

  private long count(String sql) {
    return (long) Objects.requireNonNull(backend.query(sql).getFirst().get("n"));
  }

  private List<String> reasons(JobStory job) {
    return backend
        .query(
            "SELECT coalesce(error, 'behind') AS reason FROM parked_events WHERE stream_key = ?"
                + " ORDER BY \"offset\"",
            job.id().toString())
        .stream()
        .map(row -> String.valueOf(row.get("reason")))
        .toList();
  }
}
