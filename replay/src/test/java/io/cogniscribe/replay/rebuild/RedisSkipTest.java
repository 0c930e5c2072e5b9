package io.cogniscribe.replay.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.parking.ParkedEvent;
import io.cogniscribe.projections.parking.Retry;
import io.cogniscribe.projections.parking.Selection;
import io.cogniscribe.projections.parking.SkipLog;
import io.cogniscribe.projections.progress.ProgressProjection;
import io.cogniscribe.projections.progress.TaskFact;
import io.cogniscribe.projections.redis.RedisKeys;
import io.cogniscribe.projections.redis.RedisParked;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A skip in the active generation is applied to the other generation, too. */
@RealServers
final class RedisSkipTest {

  private static final byte[] GARBAGE = "garbage".getBytes(StandardCharsets.UTF_8);
  private static final RedisKeys KEYS = new RedisKeys("live");

  private final RedisFixture fixture;
  private final RedisParked<TaskFact> parked;

  /** A job whose second event cannot be decoded; the third one waits behind it. */
  private final JobStory job =
      JobStory.submitted(UUID.randomUUID(), RedisFixture.recently()).started().failed();

  RedisSkipTest(TestServers servers) {
    fixture = RedisFixture.on(servers);
    parked =
        new RedisParked<>(fixture.backend().redis(), new ProgressProjection(), Clock.systemUTC());
    fixture
        .backend()
        .log()
        .job(job.events().getFirst())
        .send(Topics.JOB_EVENTS, Keys.of(job.id()), GARBAGE)
        .job(job.events().get(2))
        .commit();
    fixture.run();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aGenerationThatWasLoadedBeforeASkipFollowsIt() throws SQLException {
    fixture.model().rebuild(false, _ -> false);
    skipInActive();

    Rebuild.Result resumed = fixture.model().rebuild(true, _ -> true);

    assertThat(resumed.comparison().regressed()).isEmpty();
    assertThat(resumed.comparison().isEqual()).isTrue();
    assertActiveGoesOn();
  }

  @Test
  void aGenerationThatIsGoneBackToHasFollowedASkip() throws SQLException {
    fixture.model().rebuild(false, _ -> true);
    skipInActive();

    fixture.model().rollBack(_ -> true);

    assertActiveGoesOn();
  }

  private void skipInActive() {
    TopicPartition partition =
        new TopicPartition(Topics.JOB_EVENTS, Keys.partition(Keys.of(job.id())));
    ParkedEvent first = parked.heads(partition, -1, Selection.ALL, 1).getFirst();
    fixture
        .backend()
        .log()
        .audit(job.id(), Events.skipped("live", first.at(), first.streamKey(), "a test"))
        .commit();
    parked.skipped(new SkipLog(fixture.backend().kafka()));
    try (RecordReader log = new RecordReader(fixture.backend().kafka())) {
      new Retry<>(parked, new ProgressProjection(), log, _ -> {}).run(Selection.ALL);
    }
  }

  /** Asserts that no event is parked, and that the job's next event is applied. */
  private void assertActiveGoesOn() {
    assertThat(fixture.backend().redis().exists(KEYS.parkedEvents())).isFalse();
    fixture.backend().log().job(job.retried().last()).commit();
    fixture.await();
    assertThat(fixture.backend().redis().exists(KEYS.parkedEvents())).isFalse();
    assertThat(fixture.backend().redis().hgetAll("task:" + job.id()))
        .containsEntry("status", "pending")
        .containsEntry("attempt", "2");
  }
}
