package io.cogniscribe.replay.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.account.UserProjection;
import io.cogniscribe.projections.apikey.ApiKeyProjection;
import io.cogniscribe.projections.audit.AuditProjection;
import io.cogniscribe.projections.engine.LoopState;
import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.NaiveFold;
import io.cogniscribe.projections.kit.RandomAccounts;
import io.cogniscribe.projections.kit.RandomAuditLog;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.kit.SharedSession;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.session.SessionProjection;
import io.cogniscribe.projections.usage.Tariff;
import io.cogniscribe.projections.usage.UsageProjection;
import io.cogniscribe.settings.Database;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rebuild makes equal tables, and swaps them without an effect on readers. */
@RealServers
final class RebuildTest {

  private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");

  /** A registration as the first version of the schema encodes it. */
  private static final Path OLD_REGISTRATION =
      Path.of("../schemas/src/test/resources/recorded/account-event/v1/UserRegistered.hex");

  private static final String KINDS =
      "SELECT DISTINCT j.subject AS job, h.event_type AS line"
          + " FROM transcription_jobs j JOIN job_history h ON h.job_id = j.id";
  private static final List<?> ONE = List.of(Map.of("job", "one", "line", "one"));
  private static final List<?> TWO = List.of(Map.of("job", "two", "line", "two"));

  private final Backend backend;
  private final TableModels tables;

  RebuildTest(TestServers servers) {
    backend = Backend.on(servers);
    tables = TableModels.of(backend);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void whatIsRebuiltEqualsTheActiveRowsAndTheNaiveFoldAndTheProjectorGoesOn() throws SQLException {
    List<RecordedEvent<JobEvent>> events = RandomHistory.of(7, 4_000, START).events();
    backend.log().jobs(events.subList(0, 3_000)).commit();
    JobProjection jobs = new JobProjection();
    UsageProjection usage = new UsageProjection(new Tariff(NaiveFold.TARIFF));
    backend.run(jobs);
    backend.run(usage);
    backend.awaitCaughtUp("jobs");
    backend.awaitCaughtUp("usage");

    Rebuild.Result ofJobs = tables.of(jobs).rebuild(false, Comparison::isEqual);
    Rebuild.Result ofUsage = tables.of(usage).rebuild(false, Comparison::isEqual);

    assertThat(ofJobs.comparison().shown()).isEmpty();
    assertThat(ofJobs.swapped()).isTrue();
    assertThat(ofUsage.swapped()).isTrue();
    backend.log().jobs(events.subList(3_000, 4_000)).commit();
    backend.awaitCaughtUp("jobs");
    backend.awaitCaughtUp("usage");
    Tables.assertJobs(backend, events);
    Tables.assertUsage(backend, events);
  }

  @Test
  void accountsSessionsAndKeysAreRebuiltAsTheProjectorAndTheNaiveFoldHaveThem()
      throws SQLException {
    RandomAccounts history = RandomAccounts.of(41, 3_000, START);
    int first = 2_000;
    var projections =
        List.of(new UserProjection(), new SessionProjection(), new ApiKeyProjection());
    var log = history.byPartition(0, first);
    // The projector applies the rest of the history in several batches, a rebuild all of it at
    // once.
    log.subList(0, first / 2).forEach(backend.log()::account);
    backend.log().commit();
    projections.forEach(backend::run);
    int chunk = first / 20;
    for (int i = first / 2; i < first; i += chunk) {
      log.subList(i, i + chunk).forEach(backend.log()::account);
      backend.log().commit();
      projections.forEach(projection -> backend.awaitCaughtUp(projection.name()));
    }

    for (var projection : projections) {
      Rebuild.Result result = tables.of(projection).rebuild(false, Comparison::isEqual);

      assertThat(result.comparison().shown()).as(projection.name()).isEmpty();
      assertThat(result.swapped()).as(projection.name()).isTrue();
    }
    Tables.assertAccounts(backend, history.events().subList(0, first));
    history.byPartition(first, history.events().size()).forEach(backend.log()::account);
    backend.log().commit();
    projections.forEach(projection -> backend.awaitCaughtUp(projection.name()));
    Tables.assertAccounts(backend, history.events());
    assertThat(backend.query("SELECT FROM parked_events")).isEmpty();
  }

  @Test
  void theAuditLogIsRebuiltAsTheProjectorAndTheNaiveFoldHaveIt() throws SQLException {
    RandomAuditLog auditLog = RandomAuditLog.of(42, 600, Instant.parse("2026-10-31T23:40:00Z"));
    AuditProjection audit = new AuditProjection();
    auditLog.events().forEach(event -> backend.log().audit(event.streamId(), event));
    backend.log().commit();
    backend.run(audit);
    backend.awaitCaughtUp("audit");

    Rebuild.Result result = tables.of(audit).rebuild(false, Comparison::isEqual);

    assertThat(result.comparison().shown()).isEmpty();
    assertThat(result.swapped()).isTrue();
    Tables.assertAuditLog(backend, auditLog);
  }

  @Test
  void eventsInAnOlderSchemaAreFoldedLikeThoseOfToday() throws Exception {
    byte[] old = HexFormat.of().parseHex(Files.readString(OLD_REGISTRATION).strip());
    RecordedEvent<AccountEvent> registered = Codecs.accountEvents().decode(old);
    UUID today = UUID.randomUUID();
    backend
        .log()
        .send(Topics.ACCOUNT_EVENTS, Keys.of(registered.streamId()), old)
        .account(Events.registered(today, "grace", "grace@uni.test", START))
        .commit();
    UserProjection users = new UserProjection();
    backend.run(users);
    backend.awaitCaughtUp("users");

    Rebuild.Result result = tables.of(users).rebuild(false, Comparison::isEqual);

    assertThat(old)
        .as("written with another schema than today's")
        .isNotEqualTo(Codecs.accountEvents().encode(registered));
    assertThat(result.swapped()).isTrue();
    assertThat(backend.query("SELECT id FROM users"))
        .extracting(row -> row.get("id"))
        .containsExactlyInAnyOrder(registered.streamId(), today);
  }

  @Test
  void aRowThatSomebodyHasEditedIsShownAndGoneAfterTheSwap() throws SQLException {
    JobStory job = JobStory.submitted(UUID.randomUUID(), START).started().completed();
    JobStory lost = JobStory.submitted(UUID.randomUUID(), START);
    backend.log().jobs(job.events()).jobs(lost.events()).commit();
    JobProjection jobs = new JobProjection();
    backend.run(jobs);
    backend.awaitCaughtUp("jobs");
    backend.execute(
        "UPDATE transcription_jobs SET filename = 'edited.mp3' WHERE id = '%s'"
            .formatted(job.id()));
    backend.execute("DELETE FROM job_history WHERE job_id = '%s'".formatted(lost.id()));

    Rebuild.Result result = tables.of(jobs).rebuild(false, _ -> true);

    assertThat(result.comparison().differences()).isEqualTo(2);
    assertThat(result.comparison().shown())
        .extracting(RowDifference::table, RowDifference::kind)
        .containsExactlyInAnyOrder(
            tuple("transcription_jobs", RowDifference.Kind.DIFFERENT),
            tuple("job_history", RowDifference.Kind.MISSING));
    List<RecordedEvent<JobEvent>> all = new ArrayList<>(job.events());
    all.addAll(lost.events());
    Tables.assertJobs(backend, all);
  }

  @Test
  void leavesTheActiveTablesAloneWhenTheUrlHasOptions() throws SQLException {
    backend.log().jobs(RandomHistory.of(15, 400, START).events()).commit();
    JobProjection jobs = new JobProjection();
    ProjectionLoop<?> loop = backend.run(jobs);
    backend.awaitCaughtUp("jobs");
    String active =
        "SELECT \"partition\", next_offset, owner, generation FROM projection_positions";
    var before = backend.query(active + " ORDER BY 1");
    Database own = backend.database();
    Database withOptions =
        new Database(own.jdbcUrl() + "?options=-c%20work_mem=8MB", own.user(), own.password());

    Rebuild.Result result =
        new PostgresReadModel(jobs, withOptions, backend.owner(), backend.kafka(), 2, Meter.SILENT)
            .rebuild(false, _ -> false);

    assertThat(result.comparison().rows()).isPositive();
    assertThat(result.comparison().isEqual()).isTrue();
    assertThat(backend.query(active + " ORDER BY 1")).isEqualTo(before);
    assertThat(loop.state()).isEqualTo(new LoopState.Running(0, 0));
  }

  @Test
  void refusesToSwapWhenTheRebuiltTableIsEmptyAndTheActiveOneIsNot() throws SQLException {
    JobProjection jobs = new JobProjection();
    backend.run(jobs);
    backend.log().jobs(JobStory.submitted(UUID.randomUUID(), START).events()).commit();
    backend.awaitCaughtUp("jobs");
    tables.of(jobs).rebuild(false, _ -> false);
    backend.execute("DELETE FROM rebuilt_jobs.transcription_jobs");

    assertThatThrownBy(() -> tables.of(jobs).rebuild(true, _ -> true))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining(
            "not swapped: the rebuilt generation has nothing in transcription_jobs");

    assertThat(backend.query("SELECT id FROM transcription_jobs")).hasSize(1);
  }

  @Test
  void theProjectorGoesOnFromTablesThatWereFilledBeforeItEverRan() throws SQLException {
    List<RecordedEvent<JobEvent>> events = RandomHistory.of(12, 600, START).events();
    backend.log().jobs(events.subList(0, 400)).commit();
    JobProjection jobs = new JobProjection();
    tables.of(jobs).rebuild(false, _ -> true);

    backend.run(jobs);
    backend.log().jobs(events.subList(400, 600)).commit();
    backend.awaitCaughtUp("jobs");

    Tables.assertJobs(backend, events);
    assertThat(backend.query("SELECT FROM parked_events")).isEmpty();
  }

  @Test
  void theProjectorAndRebuildParkTheSame() throws SQLException {
    JobStory sick = JobStory.submitted(UUID.randomUUID(), START).started();
    JobStory healthy = JobStory.submitted(UUID.randomUUID(), START).started().completed();
    backend.log().job(sick.events().getFirst());
    backend
        .log()
        .send(Topics.JOB_EVENTS, Keys.of(sick.id()), "poison".getBytes(StandardCharsets.UTF_8));
    backend.log().job(sick.last()).jobs(healthy.events()).commit();
    JobProjection jobs = new JobProjection();
    backend.run(jobs);
    backend.awaitCaughtUp("jobs");
    String parked =
        "SELECT topic, \"partition\", \"offset\", stream_key, error FROM parked_events ORDER BY 3";
    var before = backend.query(parked);

    Rebuild.Result result = tables.of(jobs).rebuild(false, Comparison::isEqual);

    assertThat(result.swapped()).isTrue();
    assertThat(before).hasSize(2);
    assertThat(backend.query(parked)).isEqualTo(before);
    backend.log().job(sick.completed().last()).commit();
    backend.awaitCaughtUp("jobs");
    assertThat(backend.query(parked)).hasSize(3);
  }

  @Test
  void twoRebuildsOfOneProjectionExcludeEachOther() throws SQLException {
    try (Lease _ = Lease.take(backend.owner(), "jobs")) {
      assertThatThrownBy(() -> tables.of(new JobProjection()).rebuild(false, _ -> true))
          .isInstanceOf(ReplayException.class)
          .hasMessageContaining("another replay works on 'jobs'")
          .hasMessageContaining("it began at 20")
          .hasMessageContaining("SELECT pg_terminate_backend(");
    }
    assertThat(tables.of(new JobProjection()).rebuild(false, _ -> false).swapped()).isFalse();
  }

  @Test
  void refusesTheLeaseWhenConnectionsShareASessionOfTheServer() throws SQLException {
    // A proxy that pools transactions gives the session of a connection to the next one.
    try (Connection session = backend.owner().getConnection()) {
      var pooled = SharedSession.of(session);

      assertThatThrownBy(() -> Lease.take(pooled, "jobs"))
          .isInstanceOf(ReplayException.class)
          .hasMessageContaining("a proxy between this tool and PostgreSQL pools transactions")
          .hasMessageContaining("DATABASE_OWNER_URL");
    }
    Lease.take(backend.owner(), "jobs").close();
  }

  @Test
  void aRebuildThatIsNotSwappedInCanBeResumedAndRolledBack() throws SQLException {
    List<RecordedEvent<JobEvent>> events = RandomHistory.of(8, 2_000, START).events();
    backend.log().jobs(events.subList(0, 1_000)).commit();
    JobProjection jobs = new JobProjection();
    backend.run(jobs);
    backend.awaitCaughtUp("jobs");
    tables.of(jobs).rebuild(false, _ -> false);
    backend.log().jobs(events.subList(1_000, 1_500)).commit();
    backend.awaitCaughtUp("jobs");

    Rebuild.Result resumed = tables.of(jobs).rebuild(true, Comparison::isEqual);
    backend.log().jobs(events.subList(1_500, 2_000)).commit();
    backend.awaitCaughtUp("jobs");
    tables.of(jobs).rollBack(_ -> true);

    assertThat(resumed.swapped()).isTrue();
    Tables.assertJobs(backend, events);
    tables.of(jobs).prune();
    assertThatThrownBy(() -> tables.of(jobs).rollBack(_ -> true))
        .hasMessageContaining("no previous generation");
  }

  @Test
  void tablesFromBeforeAMigrationDoNotBecomeActive() throws SQLException {
    backend.log().jobs(JobStory.submitted(UUID.randomUUID(), START).events()).commit();
    JobProjection jobs = new JobProjection();
    backend.run(jobs);
    backend.awaitCaughtUp("jobs");
    tables.of(jobs).rebuild(false, _ -> true);
    tables.of(jobs).rebuild(false, _ -> false);

    backend.execute("ALTER TABLE public.transcription_jobs ADD COLUMN priority integer");

    assertThatThrownBy(() -> tables.of(jobs).rollBack(_ -> true))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("previous_jobs.transcription_jobs is from before a migration")
        .hasMessageContaining("priority integer")
        .hasMessageContaining("replay rebuild --projection jobs");
    assertThatThrownBy(() -> tables.of(jobs).rebuild(true, _ -> true))
        .hasMessageContaining("rebuilt_jobs.transcription_jobs is from before a migration");
    assertThat(backend.query("SELECT priority FROM public.transcription_jobs")).hasSize(1);
    assertThat(tables.of(jobs).rebuild(false, _ -> true).swapped()).isTrue();
    assertThat(backend.query("SELECT priority FROM public.transcription_jobs")).hasSize(1);
  }

  @Test
  void aReaderSeesNoErrorAndNoMixtureThroughTwentySwaps() throws Exception {
    List<RecordedEvent<JobEvent>> events = RandomHistory.of(9, 600, START).events();
    backend.log().jobs(events).commit();
    JobProjection jobs = new JobProjection();
    backend.run(jobs);
    backend.awaitCaughtUp("jobs");
    tables.of(jobs).rebuild(false, _ -> true);
    // The generations differ from now on, so that a mixture of both would show.
    backend.execute("UPDATE transcription_jobs SET subject = 'one'");
    backend.execute("UPDATE job_history SET event_type = 'one'");
    backend.execute("UPDATE previous_jobs.transcription_jobs SET subject = 'two'");
    backend.execute("UPDATE previous_jobs.job_history SET event_type = 'two'");
    AtomicBoolean stopped = new AtomicBoolean();
    AtomicLong reads = new AtomicLong();
    List<Object> wrong = Collections.synchronizedList(new ArrayList<>());
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              while (!stopped.get() && wrong.isEmpty()) {
                try {
                  var kinds = backend.query(KINDS);
                  reads.incrementAndGet();
                  if (!kinds.equals(ONE) && !kinds.equals(TWO)) {
                    wrong.add(kinds);
                  }
                } catch (RuntimeException e) {
                  wrong.add(e);
                }
              }
            });

    for (int i = 0; i < 20; i++) {
      tables.of(jobs).rollBack(_ -> true);
    }

    stopped.set(true);
    reader.join();
    assertThat(wrong).isEmpty();
    assertThat(reads.get()).isGreaterThan(20);
  }
}
