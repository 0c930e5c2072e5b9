package io.cogniscribe.replay.verify;

import static io.cogniscribe.replay.verify.KeysFolded.ACTIVE;
import static io.cogniscribe.replay.verify.KeysFolded.SESSIONS;
import static io.cogniscribe.replay.verify.KeysFolded.recently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cogniscribe.account.AccountEvent.SessionOpened;
import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.FixableProgress;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.parking.ParkedEvent;
import io.cogniscribe.projections.parking.Retry;
import io.cogniscribe.projections.parking.Selection;
import io.cogniscribe.projections.parking.SkipLog;
import io.cogniscribe.projections.redis.RedisKeys;
import io.cogniscribe.projections.redis.RedisParked;
import io.cogniscribe.projections.redis.RedisProjection;
import io.cogniscribe.replay.rebuild.RowDifference;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Parked, retried and skipped events in Redis are no drift. */
@RealServers
final class ParkedKeysTest {

  private static final byte[] GARBAGE = "garbage".getBytes(StandardCharsets.UTF_8);
  private static final RedisKeys BOOKS = new RedisKeys("live");

  private final Backend backend;
  private final KeysFolded keys;

  ParkedKeysTest(TestServers servers) {
    backend = Backend.on(servers);
    keys = new KeysFolded(backend);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void whatIsParkedForGoodIsNoDriftAndTheRestOfItIsCompared() {
    JobStory sick = JobStory.submitted(UUID.randomUUID(), recently()).started();
    backend
        .log()
        .job(sick.events().getFirst())
        .send(Topics.JOB_EVENTS, Keys.of(sick.id()), GARBAGE)
        .job(sick.last())
        .send(Topics.JOB_PROGRESS, Keys.of(sick.id()), GARBAGE)
        .progress(sick.progress(4))
        .send(Topics.JOB_EVENTS, "no id".getBytes(StandardCharsets.UTF_8), null)
        .commit();
    keys.run();

    Verdict verdict = keys.verify();

    assertThat(backend.redis().hlen(BOOKS.parkedEvents())).isEqualTo(5);
    assertThat(verdict).matches(Verdict::isClean);
    assertThat(verdict.nowApplicable()).isEmpty();
    backend.redis().hset("task:" + sick.id(), "status", "processing");
    assertThat(keys.verify().drifted()).isEqualTo(1);
  }

  @Test
  void whatTodaysCodeCouldApplyThoughTheProjectorHasParkedItIsReportedAndIsNoDrift() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), recently()).started().completed();
    FixableProgress old = new FixableProgress(event -> event.version() == 2);
    backend.log().jobs(job.events()).commit();
    backend.run(old);
    backend.awaitRedisCaughtUp();

    Verdict parked = keys.verify();
    old.mend();
    retry(old);
    Verdict retried = keys.verify();

    assertThat(parked).matches(Verdict::isClean);
    assertThat(parked.nowApplicable()).containsExactly(job.id().toString());
    assertThat(retried).matches(Verdict::isClean);
    assertThat(retried.nowApplicable()).isEmpty();
    assertThat(backend.redis().hget("task:" + job.id(), "status")).isEqualTo("completed");
  }

  @Test
  void whatTodaysCodeHasToParkThoughTheProjectorHasNotIsReported() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), recently());
    backend.log().jobs(job.events()).send(Topics.JOB_EVENTS, Keys.of(job.id()), GARBAGE).commit();
    keys.run();
    backend.redis().del(BOOKS.parkedEvents(), BOOKS.parkedStreams(), BOOKS.parkedLast());

    Verdict verdict = keys.verify();

    assertThat(verdict.drifted()).isZero();
    assertThat(verdict.regressed()).containsExactly(job.id().toString());
    assertThat(verdict.isClean()).isFalse();
  }

  @Test
  void whatIsSkippedIsNoDrift() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), recently());
    backend.log().jobs(job.events()).send(Topics.JOB_EVENTS, Keys.of(job.id()), GARBAGE);
    // Another event of the job is skipped as well, so the counters must include it, too.
    backend.log().job(job.started().last()).job(job.completed().last()).commit();
    keys.run();
    skipFirst(ACTIVE, Topics.JOB_EVENTS, job.id());

    assertThat(keys.verify()).matches(Verdict::isClean);
    assertThat(backend.redis().hget("task:" + job.id(), "status")).isEqualTo("completed");
    assertThat(backend.redis().hlen(BOOKS.parkedEvents())).isZero();
  }

  @Test
  void anEventThatIsSkippedCountsNowhere() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), recently()).started().completed();
    FixableProgress old = new FixableProgress(event -> event.version() == 2);
    backend.log().jobs(job.events()).commit();
    backend.run(old);
    backend.awaitRedisCaughtUp();
    skipFirst(old, Topics.JOB_EVENTS, job.id());

    assertThat(keys.verify()).matches(Verdict::isClean);
    assertThat(backend.redis().get("counter:jobs:processing")).isEqualTo("-1");
  }

  @Test
  void sessionsOfWhomAParkedRecordHasShutOutStayClosedAndThatIsNoDrift() {
    UUID ada = UUID.randomUUID();
    UUID before = UUID.randomUUID();
    UUID after = UUID.randomUUID();
    backend.log().account(Events.registered(ada, "ada", "ada@uni.test", recently()));
    open(ada, before);
    backend.log().commit();
    keys.run();
    backend.log().send(Topics.ACCOUNT_EVENTS, Keys.of(ada), GARBAGE);
    open(ada, after);
    backend.log().commit();
    keys.await();
    assertThat(keys.verify()).matches(Verdict::isClean);

    skipFirst(SESSIONS, Topics.ACCOUNT_EVENTS, ada);

    assertThat(backend.redis().keys("session:*")).containsExactly("session:" + after);
    assertThat(keys.verify().shown()).isEmpty();
    backend.redis().del("projection:sessions-live:shut-out:" + ada);
    assertThat(keys.verify().shown())
        .extracting(drift -> drift.row().key(), drift -> drift.row().kind())
        .contains(tuple("session:" + before, RowDifference.Kind.MISSING));
  }

  @Test
  void aSessionThatIsOpenThoughARecordIsParkedIsDrift() {
    UUID ada = UUID.randomUUID();
    UUID session = UUID.randomUUID();
    backend.log().account(Events.registered(ada, "ada", "ada@uni.test", recently()));
    open(ada, session);
    backend.log().send(Topics.ACCOUNT_EVENTS, Keys.of(ada), GARBAGE).commit();
    keys.run();
    assertThat(keys.verify()).matches(Verdict::isClean);

    backend
        .redis()
        .hset(
            "session:" + session,
            Map.of("user_id", ada.toString(), "roles", "user", "expires_at", "1"));

    assertThat(keys.repair().shown())
        .extracting(drift -> drift.row().key(), drift -> drift.row().kind())
        .containsExactly(tuple("session:" + session, RowDifference.Kind.ORPHANED));
    assertThat(backend.redis().exists("session:" + session)).isFalse();
  }

  private void open(UUID user, UUID session) {
    Instant at = recently();
    backend
        .log()
        .account(
            Events.account(
                user,
                8,
                at,
                new SessionOpened(session, at.plus(Duration.ofHours(24)), null, null)));
  }

  private <E> void skipFirst(RedisProjection<E> projection, String topic, UUID aggregate) {
    RedisParked<E> parked = new RedisParked<>(backend.redis(), projection, Clock.systemUTC());
    TopicPartition partition = new TopicPartition(topic, Keys.partition(Keys.of(aggregate)));
    ParkedEvent first = parked.heads(partition, -1, Selection.ALL, 1).getFirst();
    backend
        .log()
        .audit(
            aggregate,
            Events.skipped(projection.storedName(), first.at(), first.streamKey(), "a test"))
        .commit();
    parked.skipped(new SkipLog(backend.kafka()));
    retry(projection);
  }

  private <E> void retry(RedisProjection<E> projection) {
    RedisParked<E> parked = new RedisParked<>(backend.redis(), projection, Clock.systemUTC());
    try (RecordReader log = new RecordReader(backend.kafka())) {
      new Retry<>(parked, projection, log, _ -> {}).run(Selection.ALL);
    }
  }
}
