package io.cogniscribe.replay.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.account.UserProjection;
import io.cogniscribe.projections.audit.AuditProjection;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.NaiveFold;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.projections.usage.Tariff;
import io.cogniscribe.projections.usage.UsageProjection;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables as of a moment contain exactly the events that had been recorded by then. */
@RealServers
final class AsOfTest {

  private static final Instant START = Instant.parse("2026-09-20T00:00:00Z");
  private static final List<PostgresProjection<?>> JOBS_AND_USAGE =
      List.of(new JobProjection(), new UsageProjection(new Tariff(NaiveFold.TARIFF)));

  private final Backend backend;
  private final AsOf asOf;

  AsOfTest(TestServers servers) {
    backend = Backend.on(servers);
    asOf = asOf(Meter.SILENT);
  }

  private AsOf asOf(Meter meter) {
    return new AsOf(backend.database(), backend.owner(), backend.kafka(), 2, meter);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void atAnyInstantTheTablesAreTheNaiveFoldOfWhatHadBeenRecorded() throws Exception {
    List<RecordedEvent<JobEvent>> events =
        new ArrayList<>(RandomHistory.of(21, 1_200, START).events());
    events.sort(Comparator.comparing(RecordedEvent::recordedAt));
    backend.log().jobs(events).commit();
    Random random = new Random(3);

    for (int i = 0; i < 4; i++) {
      Instant instant = events.get(random.nextInt(events.size())).recordedAt();
      asOf.make(JOBS_AND_USAGE, new Moment.At(instant), "back_then");

      List<RecordedEvent<JobEvent>> expected =
          events.stream().filter(event -> !event.recordedAt().isAfter(instant)).toList();
      Tables.assertJobs(backend, "back_then", expected);
      Tables.assertUsage(backend, "back_then", expected);
    }
    assertThat(backend.query("SELECT FROM transcription_jobs")).isEmpty();
  }

  @Test
  void eachPartitionEndsBeforeItsFirstLaterEventWhateverFollowsIt() throws Exception {
    List<RecordedEvent<JobEvent>> unsorted = RandomHistory.of(22, 800, START).events();
    backend.log().jobs(unsorted).commit();
    Instant instant = START.plusSeconds(36 * 24 * 3600);

    asOf.make(List.of(new JobProjection()), new Moment.At(instant), "back_then");

    Set<Integer> over = new HashSet<>();
    List<RecordedEvent<JobEvent>> expected = new ArrayList<>();
    for (RecordedEvent<JobEvent> event : unsorted) {
      int partition = Keys.partition(Keys.of(event.streamId()));
      if (event.recordedAt().isAfter(instant)) {
        over.add(partition);
      }
      if (!over.contains(partition)) {
        expected.add(event);
      }
    }
    assertThat(expected).isNotEmpty().hasSizeLessThan(unsorted.size());
    Tables.assertJobs(backend, "back_then", expected);
  }

  @Test
  void ofEventsOfOneMillisecondThoseBeforeTheFirstLaterOneAreIn() throws Exception {
    JobStory first = inPartitionZero(START);
    JobStory second = inPartitionZero(START);
    JobStory later = inPartitionZero(START.plusNanos(1000));
    JobStory behind = inPartitionZero(START);
    backend.log().job(first.last()).job(second.last()).commit();
    backend.log().job(later.last()).job(behind.last()).commit();

    AsOf.Result result = asOf.make(List.of(new JobProjection()), new Moment.At(START), "back_then");

    Tables.assertJobs(backend, "back_then", List.of(first.last(), second.last()));
    // Two records and the marker of their transaction.
    assertThat(result.next()).containsEntry("jobs.events-0", 3L);
  }

  @Test
  void coordinatesMeanUpToThatRecordAndWithIt() throws Exception {
    JobStory job = inPartitionZero(START).started().completed();
    backend.log().jobs(job.events()).commit();
    Map<TopicPartition, Long> started = Map.of(new TopicPartition(Topics.JOB_EVENTS, 0), 1L);

    asOf.make(List.of(new JobProjection()), new Moment.Behind(started), "back_then");

    Tables.assertJobs(backend, "back_then", job.events().subList(0, 2));
    assertThatThrownBy(() ->
            asOf.make(
                List.of(new JobProjection()),
                new Moment.Behind(Map.of(new TopicPartition(Topics.JOB_EVENTS, 0), 99L)),
                "back_then"))
        .hasMessageContaining("jobs.events-0@99 is not in the log");
    assertThatThrownBy(() ->
            asOf.make(
                List.of(new JobProjection()),
                new Moment.Behind(Map.of(new TopicPartition("auth.events", 0), 0L)),
                "back_then"))
        .hasMessageContaining("auth.events-0 is not read by these projections");
  }

  @Test
  void poisonBeforeTheCutIsParkedInTheSandboxAlone() throws Exception {
    JobStory sick = inPartitionZero(START);
    backend.log().jobs(sick.events());
    backend
        .log()
        .send(Topics.JOB_EVENTS, Keys.of(sick.id()), "poison".getBytes(StandardCharsets.UTF_8));
    backend.log().job(sick.started().last()).commit();

    asOf.make(List.of(new JobProjection()), new Moment.At(Instant.now()), "back_then");

    Tables.assertJobs(backend, "back_then", sick.events().subList(0, 1));
    assertThat(backend.query("SELECT FROM back_then.parked_events")).hasSize(2);
    assertThat(backend.query("SELECT FROM parked_events")).isEmpty();
  }

  @Test
  void accountsAndTheAuditLogComeTooAndTheQueryRoleMayReadThem() throws Exception {
    UUID early = UUID.randomUUID();
    UUID late = UUID.randomUUID();
    Instant later = START.plusSeconds(60);
    backend
        .log()
        .account(Events.registered(early, "early", "early@uni.test", START))
        .account(Events.registered(late, "late", "late@uni.test", later))
        .audit(early, Events.audited(early, UUID.randomUUID(), START, "10.0.0.1"))
        .audit(late, Events.audited(late, UUID.randomUUID(), later, "10.0.0.1"))
        .commit();

    asOf.make(
        List.of(new UserProjection(), new AuditProjection()), new Moment.At(START), "back_then");

    assertThat(backend.query("SELECT username FROM back_then.users"))
        .containsExactly(Map.of("username", "early"));
    assertThat(backend.query("SELECT user_id FROM back_then.audit_logs"))
        .containsExactly(Map.of("user_id", early));
    assertThat(
            backend.query(
                """
                SELECT has_schema_privilege('cogniscribe_query', 'back_then', 'USAGE') AS schema,
                  has_column_privilege('cogniscribe_query', '"back_then".users', 'username', 'SELECT')
                    AS username,
                  has_table_privilege('cogniscribe_query', '"back_then".users', 'INSERT') AS writes
                """))
        .containsExactly(Map.of("schema", true, "username", true, "writes", false));
  }

  @Test
  void anInstantBeforeTheLogIsNamedAndNothingIsMade() {
    backend.log().jobs(JobStory.submitted(UUID.randomUUID(), START).events()).commit();

    assertThatThrownBy(
            () -> asOf.make(JOBS_AND_USAGE, new Moment.At(START.minusSeconds(1)), "back_then"))
        .isInstanceOf(ReplayException.class)
        .hasMessage(
            "the log has no events up to 2026-09-19T23:59:59Z; it begins at "
                + "2026-09-20T00:00:00Z");
    assertThat(backend.query("SELECT FROM pg_namespace WHERE nspname = 'back_then'")).isEmpty();
  }

  @Test
  void onlyWhatWasMadeHereIsReplacedOrRemoved() throws Exception {
    backend.log().jobs(JobStory.submitted(UUID.randomUUID(), START).events()).commit();
    backend.execute("CREATE SCHEMA somebodys");
    Moment now = new Moment.At(START);

    for (String name :
        List.of("public", "rebuilt_jobs", "previous_jobs", "pg_temp", "information_schema")) {
      assertThatThrownBy(() -> asOf.make(JOBS_AND_USAGE, now, name))
          .hasMessageContaining("is used by the product or PostgreSQL");
      assertThatThrownBy(() -> asOf.drop(name)).hasMessageContaining("Choose another name");
    }
    for (String name : List.of("Then", "a b", "x;y", "", "x".repeat(42), "9th")) {
      assertThatThrownBy(() -> asOf.make(JOBS_AND_USAGE, now, name))
          .hasMessageContaining("cannot be a schema name");
    }
    assertThatThrownBy(() -> asOf.make(JOBS_AND_USAGE, now, "select"))
        .hasMessageContaining("is a word of SQL");
    assertThatThrownBy(() -> asOf.make(JOBS_AND_USAGE, now, "somebodys"))
        .hasMessageContaining("was not made by as-of");
    assertThatThrownBy(() -> asOf.drop("somebodys")).hasMessageContaining("--list");
    assertThat(asOf.list()).isEmpty();
    assertThat(backend.query("SELECT FROM pg_namespace WHERE nspname = 'somebodys'")).hasSize(1);
  }

  @Test
  void whatWasBrokenOffAnywhereCanBeDroppedOrMadeAgain() throws SQLException {
    List<RecordedEvent<JobEvent>> events = RandomHistory.of(23, 600, START).events();
    backend.log().jobs(events).commit();
    Moment now = new Moment.At(Instant.now());

    for (int steps = 1; steps < 14; steps += 3) {
      AsOf broken = asOf(new BreakingMeter(steps));
      assertThatThrownBy(() -> broken.make(JOBS_AND_USAGE, now, "back_then"))
          .hasMessageContaining("broken off");
      if (!asOf.list().isEmpty()) {
        assertThat(asOf.list()).extracting(AsOf.Sandbox::schema).containsOnly("back_then");
        asOf.drop("back_then");
      }
      assertThat(backend.query("SELECT FROM pg_namespace WHERE nspname = 'back_then'")).isEmpty();
    }
    assertThatThrownBy(() -> asOf(new BreakingMeter(10)).make(JOBS_AND_USAGE, now, "back_then"));
    asOf.make(JOBS_AND_USAGE, now, "back_then");

    Tables.assertJobs(backend, "back_then", events);
    assertThat(asOf.list())
        .extracting(AsOf.Sandbox::projection, AsOf.Sandbox::state, AsOf.Sandbox::moment)
        .contains(org.assertj.core.groups.Tuple.tuple("jobs", "loaded", now.toString()));
    backend.recreateTables();
    assertThat(backend.query("SELECT FROM pg_namespace WHERE nspname = 'back_then'")).isEmpty();
  }

  @Test
  void aPlanReadsUpToTheMoment() throws SQLException {
    JobStory job = inPartitionZero(START).started().completed();
    backend.log().jobs(job.events()).commit();

    List<Plan> plans =
        asOf.plan(List.of(new JobProjection()), new Moment.At(job.events().get(1).recordedAt()));

    Map<String, Long> expected = new HashMap<>();
    for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
      expected.put("jobs.events-" + partition, partition == 0 ? 2L : 0L);
    }
    assertThat(plans).hasSize(1);
    assertThat(plans.getFirst().offsets()).isEqualTo(expected);
  }

  private static JobStory inPartitionZero(Instant at) {
    UUID id =
        Stream.generate(UUID::randomUUID)
            .filter(each -> Keys.partition(Keys.of(each)) == 0)
            .findFirst()
            .orElseThrow();
    return JobStory.submitted(id, UUID.randomUUID(), at);
  }
}
