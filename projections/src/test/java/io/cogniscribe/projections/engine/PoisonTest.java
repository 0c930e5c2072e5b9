package io.cogniscribe.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
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
import io.cogniscribe.wire.Codecs;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A record that cannot be applied parks its aggregate, and nothing else. */
@RealServers
final class PoisonTest {

  private static final UUID USER = UUID.randomUUID();
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  private final Backend backend;

  PoisonTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void poisonOfEveryKindParksItsAggregateAndEverythingElseFlows() {
    byte[] good = Codecs.jobEvents().encode(JobStory.submitted(USER, START).last());
    byte[] unknownSchema = good.clone();
    Arrays.fill(unknownSchema, 2, 10, (byte) 0x5a);
    List<byte @Nullable []> values = new ArrayList<>();
    values.add(null);
    values.add("garbage".getBytes(StandardCharsets.UTF_8));
    values.add(Arrays.copyOf(good, good.length / 2));
    values.add(unknownSchema);
    values.add(new byte[Topics.MAX_RECORD_BYTES + 1]);
    List<RecordedEvent<JobEvent>> flowing = RandomHistory.of(8, 1_000, START).events();
    List<RecordedEvent<JobEvent>> applied = new ArrayList<>(flowing);
    List<JobStory> poisoned = new ArrayList<>();

    backend.log().jobs(flowing.subList(0, 500));
    for (byte @Nullable [] value : values) {
      JobStory job = JobStory.submitted(USER, START);
      applied.add(job.last());
      poisoned.add(job);
      backend
          .log()
          .job(job.last())
          .send(Topics.JOB_EVENTS, Keys.of(job.id()), value)
          .job(job.started().last());
    }
    byte[] key = "not an id".getBytes(StandardCharsets.UTF_8);
    backend.log().send(Topics.JOB_EVENTS, 3, key, good).send(Topics.JOB_EVENTS, 3, null, good);
    backend.log().jobs(flowing.subList(500, flowing.size())).commit();
    backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");
    poisoned.forEach(job -> backend.log().job(job.completed().last()));
    backend.log().commit();
    backend.awaitCaughtUp("jobs");

    Tables.assertJobs(backend, applied);
    for (JobStory job : poisoned) {
      assertThat(parked(job)).containsExactly("poison", "behind", "behind");
    }
    assertThat(backend.query("SELECT * FROM parked_events WHERE error = 'the key is not an id'"))
        .hasSize(2);
    assertThat(backend.query("SELECT * FROM parked_events")).hasSize(3 * poisoned.size() + 2);
  }

  @Test
  void aGapInTheVersionsParksTheAggregateFromThereOn() {
    JobStory job = JobStory.submitted(USER, START).started().failed().retried();
    JobStory fine = JobStory.submitted(USER, START).started();
    backend.log().job(job.events().get(0)).job(job.events().get(2)).job(job.events().get(3));
    backend.log().jobs(fine.events()).commit();

    backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");

    List<RecordedEvent<JobEvent>> applied = new ArrayList<>(fine.events());
    applied.add(job.events().getFirst());
    Tables.assertJobs(backend, applied);
    assertThat(parked(job)).containsExactly("poison", "behind");
    assertThat(backend.query("SELECT error FROM parked_events WHERE error IS NOT NULL"))
        .containsExactly(Map.of("error", "version 3 follows version 1"));
  }

  @Test
  void whatTheDatabaseRefusesIsFoundAmongWhatItTakes() {
    List<RecordedEvent<JobEvent>> flowing = RandomHistory.of(9, 800, START).events();
    Instant beforeTheCalendar = Instant.EPOCH.minus(100_000L * 365, ChronoUnit.DAYS);
    JobStory refused = JobStory.submitted(USER, beforeTheCalendar).started();
    backend.log().jobs(flowing.subList(0, 400)).jobs(refused.events());
    backend.log().jobs(flowing.subList(400, flowing.size())).commit();

    backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");

    Tables.assertJobs(backend, flowing);
    assertThat(parked(refused)).containsExactly("poison", "behind");
    assertThat(backend.query("SELECT error FROM parked_events WHERE error IS NOT NULL"))
        .singleElement()
        .satisfies(row -> assertThat(String.valueOf(row.get("error"))).contains("SQLSTATE 22008"));
  }

  @Test
  void whatMakesAProjectionFailIsFoundAmongWhatItCanApply() {
    List<RecordedEvent<JobEvent>> flowing = RandomHistory.of(10, 500, START).events();
    JobStory faulty = JobStory.submitted(USER, START).started();
    backend.log().jobs(flowing.subList(0, 250)).jobs(faulty.events());
    backend.log().jobs(flowing.subList(250, flowing.size())).commit();

    backend.run(new FaultyFor(faulty.id()));
    backend.awaitCaughtUp("jobs");

    Tables.assertJobs(backend, flowing);
    assertThat(parked(faulty)).containsExactly("poison", "behind");
  }

  @Test
  void textsThatAColumnCannotHoldAreParked() {
    JobStory nul = JobStory.submitted(USER, START).started().completed("a\0b");
    backend.log().jobs(nul.events()).commit();

    backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");

    assertThat(parked(nul)).containsExactly("poison");
    assertThat(backend.query("SELECT error FROM parked_events"))
        .containsExactly(Map.of("error", "transcript_text contains a NUL character"));
  }

  @Test
  void whatAnOperatorTookBackIsParkedNoLonger() {
    JobStory job = JobStory.submitted(USER, START).started();
    backend
        .log()
        .send(Topics.JOB_EVENTS, Keys.of(job.id()), new byte[] {1})
        .jobs(job.events())
        .commit();
    backend.run(new UsageProjection(new Tariff(NaiveFold.TARIFF)));
    backend.awaitCaughtUp("usage");

    backend.execute("DELETE FROM parked_events");
    backend.log().job(job.completed().last()).commit();
    backend.awaitCaughtUp("usage");

    Tables.assertUsage(backend, job.events());
    assertThat(backend.query("SELECT * FROM parked_events")).isEmpty();
  }

  @Test
  void parkedAggregatesStayParkedWhenAnotherLoopTakesOver() {
    JobStory job = JobStory.submitted(USER, START).started();
    backend.log().send(Topics.JOB_EVENTS, Keys.of(job.id()), new byte[] {1}).commit();
    ProjectionLoop<?> first = backend.run(new UsageProjection(new Tariff(NaiveFold.TARIFF)));
    backend.awaitCaughtUp("usage");
    first.close();

    ProjectionLoop<?> second = backend.run(new UsageProjection(new Tariff(NaiveFold.TARIFF)));
    backend.log().jobs(job.completed().events()).commit();
    backend.awaitCaughtUp("usage");

    assertThat(parked(job)).containsExactly("poison", "behind", "behind", "behind");
    // The loop's own count lags behind its commits.
    await().untilAsserted(() -> assertThat(second.parked()).isEqualTo(4));
    Tables.assertUsage(backend, List.of());
  }

  /** Returns the parked records of a job, in the order of the log. */
  private List<String> parked(JobStory job) {
    return backend
        .query(
            "SELECT error FROM parked_events WHERE stream_key = ? ORDER BY \"offset\"",
            job.id().toString())
        .stream()
        .map(row -> row.get("error") == null ? "behind" : "poison")
        .toList();
  }

  /** The jobs projection, with a fault that one job triggers. */
  private record FaultyFor(UUID jobId) implements PostgresProjection<RecordedEvent<JobEvent>> {

    private static final JobProjection SOUND = new JobProjection();

    @Override
    public String name() {
      return SOUND.name();
    }

    @Override
    public List<String> tables() {
      return SOUND.tables();
    }

    @Override
    public List<Source<RecordedEvent<JobEvent>>> sources() {
      return SOUND.sources();
    }

    @Override
    public List<Refusal<RecordedEvent<JobEvent>>> apply(
        Connection connection, List<Decoded.Event<RecordedEvent<JobEvent>>> events)
        throws SQLException {
      if (events.stream().anyMatch(event -> event.fact().streamId().equals(jobId))) {
        throw new IllegalStateException("a fault");
      }
      return SOUND.apply(connection, events);
    }
  }
}
