package io.cogniscribe.projections.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.redis.RedisKeys;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.AbstractTransaction;

/** Tests the keys in Redis after events and progress reports. */
@RealServers
final class ProgressProjectionTest {

  private static final UUID USER = UUID.randomUUID();
  private static final RedisKeys KEYS = new RedisKeys("live");

  private final Instant recently =
      Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
  private final Backend backend;

  ProgressProjectionTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void aProcessingJobShowsItsProgressAndExpiresADayAfterIt() {
    JobStory job = JobStory.submitted(USER, recently).started();
    backend.log().jobs(job.events()).progress(job.progress(25)).commit();

    runProgress();

    assertThat(task(job))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "user_id", USER.toString(),
                "status", "processing",
                "stage", "transcribing",
                "percent", "25",
                "message", "25 of 100",
                "attempt", "1",
                "version", "2",
                "updated_at", job.progress(25).recordedAt().toString()));
    assertThat(backend.redis().ttl("task:" + job.id()))
        .isBetween(Duration.ofHours(22).toSeconds(), Duration.ofHours(24).toSeconds());
  }

  @Test
  void progressThatIsReadBeforeItsJobStays() {
    JobStory job = JobStory.submitted(USER, recently).started();
    runProgress();

    backend.log().progress(job.progress(50)).commit();
    backend.awaitRedisCaughtUp();
    backend.log().jobs(job.events()).commit();
    backend.awaitRedisCaughtUp();

    assertThat(task(job))
        .containsEntry("status", "processing")
        .containsEntry("percent", "50")
        .containsEntry("version", "2");
  }

  @Test
  void progressOfAnEarlierAttemptOrOfAJobThatEndedChangesNothing() {
    JobStory retried = JobStory.submitted(USER, recently).started().failed().retried().started();
    JobStory completed = JobStory.submitted(USER, recently).started().completed();
    JobStory cancelled = JobStory.submitted(USER, recently).started().cancelled();
    runProgress();
    for (JobStory job : List.of(retried, completed, cancelled)) {
      backend.log().jobs(job.events());
    }
    backend.log().commit();
    backend.awaitRedisCaughtUp();

    backend.log().progress(retried.progress(1, 99));
    backend.log().progress(completed.progress(99)).progress(cancelled.progress(99)).commit();
    backend.awaitRedisCaughtUp();

    assertThat(task(retried)).containsEntry("percent", "0").containsEntry("attempt", "2");
    assertThat(task(completed))
        .containsEntry("percent", "100")
        .containsEntry("status", "completed");
    assertThat(task(cancelled)).containsEntry("percent", "0").containsEntry("status", "cancelled");
  }

  @Test
  void lateProgressDoesNotBringADeletedJobBack() {
    JobStory job = JobStory.submitted(USER, recently).started();
    backend.log().jobs(job.events()).commit();
    runProgress();
    assertThat(task(job)).isNotEmpty();

    backend.log().job(job.deleted().last()).commit();
    backend.awaitRedisCaughtUp();
    backend.log().progress(job.progress(99)).commit();
    backend.awaitRedisCaughtUp();

    assertThat(task(job)).isEmpty();
  }

  @Test
  void whatHappenedMoreThanADayAgoLeavesNoTask() {
    JobStory job = JobStory.submitted(USER, Instant.now().minus(Duration.ofDays(2))).started();
    backend.log().jobs(job.events()).progress(job.progress(50)).commit();

    runProgress();

    assertThat(task(job)).isEmpty();
    assertThat(backend.redis().get("counter:jobs:processing")).isEqualTo("1");
  }

  @Test
  void anEmptiedRedisIsFilledAgainFromTheLog() {
    RandomHistory history = RandomHistory.of(5, 1_000, recently);
    history.reports().forEach(backend.log()::progress);
    backend.log().jobs(history.events().subList(0, 600)).commit();
    runProgress();
    Map<String, String> positions = backend.redis().hgetAll(KEYS.positions());

    backend.redis().flushDB();
    backend.log().jobs(history.events().subList(600, history.events().size())).commit();
    backend.awaitRedisCaughtUp();

    Tables.assertCounters(backend, history.events());
    assertThat(backend.redis().hgetAll(KEYS.positions())).hasSameSizeAs(positions);
  }

  @Test
  void countersThatOutlivedTheirPositionsAreNotAddedTo() {
    RandomHistory history = RandomHistory.of(6, 500, recently);
    backend.log().jobs(history.events().subList(0, 300)).commit();
    runProgress();

    backend.redis().del(KEYS.positions());
    backend.log().jobs(history.events().subList(300, history.events().size())).commit();
    backend.awaitRedisCaughtUp();

    Tables.assertCounters(backend, history.events());
  }

  @Test
  void aRedisThatFellBackIsGoneOnWithFromItsOwnPosition() {
    RandomHistory history = RandomHistory.of(7, 500, recently);
    backend.log().jobs(history.events().subList(0, 200)).commit();
    runProgress();
    Map<String, byte[]> earlier = dump();
    backend.log().jobs(history.events().subList(200, 300)).commit();
    backend.awaitRedisCaughtUp();

    restore(earlier);
    backend.log().jobs(history.events().subList(300, history.events().size())).commit();
    backend.awaitRedisCaughtUp();

    Tables.assertCounters(backend, history.events());
  }

  @Test
  void poisonParksItsAggregateInItsTopicAndTheRestFlows() {
    JobStory poisoned = JobStory.submitted(USER, recently);
    JobStory fine = JobStory.submitted(USER, recently);
    byte[] key = Keys.of(poisoned.id());
    backend
        .log()
        .jobs(poisoned.events())
        .send(Topics.JOB_EVENTS, key, "garbage".getBytes(StandardCharsets.UTF_8))
        .job(poisoned.started().last())
        .jobs(fine.events())
        .commit();
    runProgress();
    backend.log().job(poisoned.completed().last()).job(fine.started().last()).commit();
    backend.awaitRedisCaughtUp();

    assertThat(task(poisoned)).containsEntry("status", "pending");
    assertThat(task(fine)).containsEntry("status", "processing");
    assertThat(backend.redis().hlen(KEYS.parkedEvents())).isEqualTo(3);
    assertThat(backend.redis().smembers(KEYS.parkedStreams()))
        .containsExactly("jobs.events:%d:%s".formatted(Keys.partition(key), poisoned.id()));
    assertThat(backend.redis().hvals(KEYS.parkedEvents()))
        .filteredOn(pointer -> pointer.contains("\"error\""))
        .singleElement()
        .asString()
        .contains("not in Avro single-object encoding");
  }

  @Test
  void poisonedProgressDoesNotStopTheJobItself() {
    JobStory job = JobStory.submitted(USER, recently).started();
    backend
        .log()
        .send(Topics.JOB_PROGRESS, Keys.of(job.id()), "garbage".getBytes(StandardCharsets.UTF_8))
        .jobs(job.events())
        .commit();

    runProgress();

    assertThat(task(job)).containsEntry("status", "processing");
  }

  @Test
  void whatAnOperatorTookBackIsParkedNoLonger() {
    JobStory job = JobStory.submitted(USER, recently);
    backend
        .log()
        .send(Topics.JOB_EVENTS, Keys.of(job.id()), "garbage".getBytes(StandardCharsets.UTF_8))
        .commit();
    runProgress();

    backend.redis().del(KEYS.parkedStreams());
    backend.redis().del(KEYS.parkedEvents());
    backend.log().jobs(job.events()).commit();
    backend.awaitRedisCaughtUp();

    assertThat(task(job)).containsEntry("status", "pending");
  }

  private void runProgress() {
    backend.runProgress();
    backend.awaitRedisCaughtUp();
  }

  private Map<String, String> task(JobStory job) {
    return backend.redis().hgetAll("task:" + job.id());
  }

  private Map<String, byte[]> dump() {
    Map<String, byte[]> dumped = new HashMap<>();
    backend.redis().keys("*").forEach(key -> dumped.put(key, backend.redis().dump(key)));
    return dumped;
  }

  /** Restores older keys, like a crash that loses the last writes without the loop's knowledge. */
  private void restore(Map<String, byte[]> dumped) {
    try (AbstractTransaction transaction = backend.redis().multi()) {
      backend.redis().keys("*").forEach(transaction::del);
      dumped.forEach((key, value) -> transaction.restore(key, 0, value));
      transaction.exec();
    }
  }
}
