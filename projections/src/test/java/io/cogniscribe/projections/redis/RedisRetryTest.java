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
import io.cogniscribe.projections.kit.FixableProgress;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.parking.ParkedEvent;
import io.cogniscribe.projections.parking.ParkedGroup;
import io.cogniscribe.projections.parking.Retry;
import io.cogniscribe.projections.parking.Selection;
import io.cogniscribe.projections.parking.SkipLog;
import io.cogniscribe.projections.progress.TaskFact;
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

/** Tests that one script applies parked records in Redis, while the projection runs. */
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
  void thousandsBehindAPoisonAreAppliedWhileMoreOfThemArrive() {
    JobStory job = rounds(JobStory.submitted(USER, recently), 1_000);
    int waiting = job.events().size();
    rounds(job, 30).started();
    JobStory fine = JobStory.submitted(USER, recently).started();
    FixableProgress active =
        new FixableProgress(event -> event.streamId().equals(job.id()) && event.version() == 1);
    backend.log().jobs(job.events().subList(0, waiting)).jobs(fine.events()).commit();
    backend.run(active);
    backend.awaitRedisCaughtUp();
    assertThat(backend.redis().hlen(KEYS.parkedEvents())).isEqualTo(waiting);
    Tables.assertCounters(backend, fine.events());

    active.mend();
    CompletableFuture<Void> arriving =
        CompletableFuture.runAsync(() ->
            job.events()
                .subList(waiting, job.events().size())
                .forEach(event -> backend.log().job(event).commit()));
    Retry.Result result = retry(active);
    arriving.join();
    backend.awaitRedisCaughtUp();

    assertThat(result.failed()).isZero();
    assertNothingIsParked();
    List<RecordedEvent<JobEvent>> all = new ArrayList<>(job.events());
    all.addAll(fine.events());
    Tables.assertCounters(backend, all);
    assertThat(backend.redis().hgetAll("task:" + job.id())).containsEntry("status", "processing");
  }

  @Test
  void whatFailsAgainStaysWithItsReasonAndTheOthersGoOn() {
    JobStory mended = JobStory.submitted(USER, recently).started();
    JobStory poisoned = JobStory.submitted(USER, recently).started();
    FixableProgress active = new FixableProgress(event -> event.version() == 1);
    backend
        .log()
        .jobs(mended.events())
        .jobs(poisoned.events())
        .send(Topics.JOB_EVENTS, Keys.of(poisoned.id()), GARBAGE)
        .job(poisoned.completed().last())
        .commit();
    backend.run(active);
    backend.awaitRedisCaughtUp();
    assertThat(parked(active).groups())
        .extracting(ParkedGroup::reason, ParkedGroup::aggregates, ParkedGroup::waiting)
        .containsExactly(tuple(FixableJobs.REASON, 2L, 4L));

    active.mend();
    Retry.Result result = retry(active);

    assertThat(result).isEqualTo(new Retry.Result(4, 1));
    assertThat(parked(active).groups())
        .extracting(ParkedGroup::reason, ParkedGroup::aggregates, ParkedGroup::waiting)
        .containsExactly(tuple("the value is not in Avro single-object encoding", 1L, 1L));
    assertThat(backend.redis().hgetAll("task:" + mended.id()))
        .containsEntry("status", "processing");
    backend.log().job(mended.completed().last()).commit();
    backend.awaitRedisCaughtUp();
    assertThat(backend.redis().hgetAll("task:" + mended.id())).containsEntry("status", "completed");
  }

  @Test
  void codeOfAnotherVersionAppliesNothingToKeysThatItDidNotMake() {
    JobStory job = JobStory.submitted(USER, recently).started();
    FixableProgress active = new FixableProgress(event -> event.version() == 1);
    backend.log().jobs(job.events()).commit();
    backend.run(active);
    backend.awaitRedisCaughtUp();
    Map<String, String> before = backend.redis().hgetAll(KEYS.parkedEvents());

    for (FixableProgress other :
        List.of(new FixableProgress(2, _ -> false), new FixableProgress(2, _ -> true))) {
      assertThatThrownBy(() -> retry(other))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("made by version 1")
          .hasMessageContaining("replay rebuild --projection progress");
    }

    assertThat(backend.redis().hgetAll(KEYS.parkedEvents())).isEqualTo(before).hasSize(2);
    assertThat(backend.redis().exists("task:" + job.id())).isFalse();
  }

  @Test
  void keysOfAnotherVersionThatAreSwappedInUnderARetryAreNotChangedByIt() {
    JobStory job = JobStory.submitted(USER, recently).started();
    FixableProgress active = new FixableProgress(event -> event.version() == 1);
    backend.log().jobs(job.events()).commit();
    backend.run(active);
    backend.awaitRedisCaughtUp();
    active.mend();
    RedisParked<TaskFact> swapped =
        new RedisParked<>(
            backend.redis(),
            active,
            whenAsked(() -> backend.redis().hset(RedisKeys.GENERATION, "version:live", "2")));

    assertThatThrownBy(() -> retry(swapped, active))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("made by version 2");

    assertThat(backend.redis().hlen(KEYS.parkedEvents())).isEqualTo(2);
    assertThat(backend.redis().exists("task:" + job.id())).isFalse();
  }

  @Test
  void whatWasSkippedIsSkippedByARedisThatWasEmptiedToo() {
    JobStory job = JobStory.submitted(USER, recently);
    backend
        .log()
        .jobs(job.events())
        .send(Topics.JOB_EVENTS, Keys.of(job.id()), GARBAGE)
        .job(job.started().last())
        .commit();
    FixableProgress active = new FixableProgress(_ -> false);
    backend.run(active);
    backend.awaitRedisCaughtUp();
    TopicPartition partition =
        new TopicPartition(Topics.JOB_EVENTS, Keys.partition(Keys.of(job.id())));
    ParkedEvent first = parked(active).heads(partition, -1, Selection.ALL, 1).getFirst();

    backend
        .log()
        .audit(USER, Events.skipped("live", first.at(), first.streamKey(), "a test"))
        .commit();
    assertThat(parked(active).skipped(new SkipLog(backend.kafka()))).hasSize(1);
    assertThat(retry(active)).isEqualTo(new Retry.Result(2, 0));

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

  private Retry.Result retry(FixableProgress active) {
    return retry(parked(active), active);
  }

  private Retry.Result retry(RedisParked<TaskFact> parked, FixableProgress active) {
    try (RecordReader log = new RecordReader(backend.kafka())) {
      return new Retry<>(parked, active, log, _ -> {}).run(Selection.ALL);
    }
  }

  /**
   * Returns a clock that runs the action when it is read: after the check of the version, and
   * before the script.
   */
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

  private RedisParked<TaskFact> parked(FixableProgress active) {
    return new RedisParked<>(backend.redis(), active, Clock.systemUTC());
  }

  private static JobStory rounds(JobStory job, int rounds) {
    for (int i = 0; i < rounds; i++) {
      job.started().failed().retried();
    }
    return job;
  }
}
