package io.cogniscribe.projections.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.projections.engine.StoreException;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.FixableJobs;
import io.cogniscribe.projections.kit.FixableLive;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.live.TaskFact;
import io.cogniscribe.projections.parking.ParkedEvent;
import io.cogniscribe.projections.parking.ParkedGroup;
import io.cogniscribe.projections.parking.Retry;
import io.cogniscribe.projections.parking.Selection;
import io.cogniscribe.projections.parking.SkipTrail;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is parked in Redis is applied by one script, while the projection runs. */
@RealServers
final class RedisRetryTest {

  private static final UUID USER = UUID.randomUUID();
  private static final byte[] GARBAGE = "garbage".getBytes(StandardCharsets.UTF_8);
  private static final RedisKeys KEYS = new RedisKeys("live");

  private final Instant recently = Instant.now().truncatedTo(ChronoUnit.MICROS).minusSeconds(3_600);
  private final Backend backend;

  RedisRetryTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void thousands_behind_a_poison_are_applied_while_more_of_them_arrive() {
    JobStory job = rounds(JobStory.submitted(USER, recently), 1_000);
    int waiting = job.events().size();
    rounds(job, 30).started();
    JobStory fine = JobStory.submitted(USER, recently).started();
    FixableLive live =
        new FixableLive(event -> event.streamId().equals(job.id()) && event.version() == 1);
    backend.log().jobs(job.events().subList(0, waiting)).jobs(fine.events()).commit();
    backend.run(live);
    backend.awaitLiveCaughtUp();
    assertThat(backend.redis().hlen(KEYS.parkedEvents())).isEqualTo(waiting);
    Tables.assertCounters(backend, fine.events());

    live.mend();
    CompletableFuture<Void> arriving =
        CompletableFuture.runAsync(() ->
            job.events()
                .subList(waiting, job.events().size())
                .forEach(event -> backend.log().job(event).commit()));
    Retry.Result result = retry(live);
    arriving.join();
    backend.awaitLiveCaughtUp();

    assertThat(result.failed()).isZero();
    assertNothingIsParked();
    List<RecordedEvent<JobEvent>> all = new ArrayList<>(job.events());
    all.addAll(fine.events());
    Tables.assertCounters(backend, all);
    assertThat(backend.redis().hgetAll("task:" + job.id())).containsEntry("status", "processing");
  }

  @Test
  void what_fails_again_stays_with_its_reason_and_the_others_go_on() {
    JobStory mended = JobStory.submitted(USER, recently).started();
    JobStory poisoned = JobStory.submitted(USER, recently).started();
    FixableLive live = new FixableLive(event -> event.version() == 1);
    backend
        .log()
        .jobs(mended.events())
        .jobs(poisoned.events())
        .send(Topics.JOB_EVENTS, Keys.of(poisoned.id()), GARBAGE)
        .job(poisoned.completed().last())
        .commit();
    backend.run(live);
    backend.awaitLiveCaughtUp();
    assertThat(parked(live).groups())
        .extracting(ParkedGroup::reason, ParkedGroup::aggregates, ParkedGroup::waiting)
        .containsExactly(tuple(FixableJobs.REASON, 2L, 4L));

    live.mend();
    Retry.Result result = retry(live);

    assertThat(result).isEqualTo(new Retry.Result(4, 1));
    assertThat(parked(live).groups())
        .extracting(ParkedGroup::reason, ParkedGroup::aggregates, ParkedGroup::waiting)
        .containsExactly(tuple("the value is not in Avro single-object encoding", 1L, 1L));
    assertThat(backend.redis().hgetAll("task:" + mended.id()))
        .containsEntry("status", "processing");
    backend.log().job(mended.completed().last()).commit();
    backend.awaitLiveCaughtUp();
    assertThat(backend.redis().hgetAll("task:" + mended.id())).containsEntry("status", "completed");
  }

  @Test
  void code_of_another_version_applies_nothing_to_keys_that_it_did_not_make() {
    JobStory job = JobStory.submitted(USER, recently).started();
    FixableLive live = new FixableLive(event -> event.version() == 1);
    backend.log().jobs(job.events()).commit();
    backend.run(live);
    backend.awaitLiveCaughtUp();
    Map<String, String> before = backend.redis().hgetAll(KEYS.parkedEvents());

    for (FixableLive other :
        List.of(new FixableLive(2, _ -> false), new FixableLive(2, _ -> true))) {
      assertThatThrownBy(() -> retry(other))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("made by version 1")
          .hasMessageContaining("replay rebuild --projection live");
    }

    assertThat(backend.redis().hgetAll(KEYS.parkedEvents())).isEqualTo(before).hasSize(2);
    assertThat(backend.redis().exists("task:" + job.id())).isFalse();
  }

  @Test
  void keys_of_another_version_that_are_swapped_in_under_a_retry_are_not_changed_by_it() {
    JobStory job = JobStory.submitted(USER, recently).started();
    FixableLive live = new FixableLive(event -> event.version() == 1);
    backend.log().jobs(job.events()).commit();
    backend.run(live);
    backend.awaitLiveCaughtUp();
    live.mend();
    RedisParked<TaskFact> swapped =
        new RedisParked<>(
            backend.redis(),
            live,
            whenAsked(() -> backend.redis().hset(RedisKeys.GENERATION, "version:live", "2")));

    assertThatThrownBy(() -> retry(swapped, live))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("made by version 2");

    assertThat(backend.redis().hlen(KEYS.parkedEvents())).isEqualTo(2);
    assertThat(backend.redis().exists("task:" + job.id())).isFalse();
  }

  @Test
  void what_was_skipped_is_skipped_by_a_redis_that_was_emptied_too() {
    JobStory job = JobStory.submitted(USER, recently);
    backend
        .log()
        .jobs(job.events())
        .send(Topics.JOB_EVENTS, Keys.of(job.id()), GARBAGE)
        .job(job.started().last())
        .commit();
    FixableLive live = new FixableLive(_ -> false);
    backend.run(live);
    backend.awaitLiveCaughtUp();
    TopicPartition partition =
        new TopicPartition(Topics.JOB_EVENTS, Keys.partition(Keys.of(job.id())));
    ParkedEvent first = parked(live).heads(partition, -1, Selection.ALL, 1).getFirst();

    backend
        .log()
        .audit(USER, Events.skipped("live", first.at(), first.streamKey(), "a test"))
        .commit();
    assertThat(parked(live).skipped(new SkipTrail(backend.kafka()))).hasSize(1);
    assertThat(retry(live)).isEqualTo(new Retry.Result(2, 0));

    assertNothingIsParked();
    Tables.assertCounters(backend, job.events());
    backend.redis().flushAll();
    backend.log().job(job.completed().last()).commit();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> Tables.assertCounters(backend, job.events()));
    assertNothingIsParked();
  }

  private void assertNothingIsParked() {
    for (String key : List.of(KEYS.parkedEvents(), KEYS.parkedStreams(), KEYS.parkedLast())) {
      assertThat(backend.redis().exists(key)).as(key).isFalse();
    }
  }

  private Retry.Result retry(FixableLive live) {
    return retry(parked(live), live);
  }

  private Retry.Result retry(RedisParked<TaskFact> parked, FixableLive live) {
    try (RecordReader log = new RecordReader(backend.kafka())) {
      return new Retry<>(parked, live, log, _ -> {}).run(Selection.ALL);
    }
  }

  /** The time is asked for after the version was looked at, and before the script runs. */
  private static Clock whenAsked(Runnable action) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        action.run();
        return Instant.now();
      }
    };
  }

  private RedisParked<TaskFact> parked(FixableLive live) {
    return new RedisParked<>(backend.redis(), live, Clock.systemUTC());
  }

  private static JobStory rounds(JobStory job, int rounds) {
    for (int i = 0; i < rounds; i++) {
      job.started().failed().retried();
    }
    return job;
  }
}
