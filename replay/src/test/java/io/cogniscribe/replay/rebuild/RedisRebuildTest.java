package io.cogniscribe.replay.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cogniscribe.account.AccountEvent.RolesChanged;
import io.cogniscribe.account.AccountEvent.SessionClosed;
import io.cogniscribe.account.AccountEvent.SessionOpened;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.RandomAccounts;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.redis.RedisKeys;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rebuild makes equal keys, and lists those that differ. */
@RealServers
final class RedisRebuildTest {

  private static final RedisKeys ACTIVE = new RedisKeys("live");

  private final RedisFixture fixture;

  RedisRebuildTest(TestServers servers) {
    fixture = RedisFixture.on(servers);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void whatIsRebuiltEqualsTheActiveRowsAndTheNaiveFoldAndTheProjectorGoesOn() throws SQLException {
    RandomHistory history = RandomHistory.of(21, 3_000, RedisFixture.recently());
    history.reports().forEach(fixture.backend().log()::progress);
    fixture.write(history, 0, 2_500);
    for (int i = 0; i < 700; i++) {
      givenASession(i);
    }
    fixture.backend().log().commit();
    fixture.run();

    Rebuild.Result result = fixture.model().rebuild(false, Comparison::isEqual);

    assertThat(result.comparison().shown()).isEmpty();
    assertThat(result.swapped()).isTrue();
    fixture.write(history, 2_500, history.events().size());
    fixture.await();
    fixture.assertActiveIs(history.events(), history.reports());
    assertThat(fixture.backend().redis().keys("session:*")).hasSize(700 - 100);
    Comparison after = fixture.model().rebuild(false, _ -> false).comparison();
    assertThat(after.shown()).isEmpty();
    assertThat(after.isEqual()).isTrue();
  }

  @Test
  void openSessionsAreRebuiltAsTheProjectorAndTheNaiveFoldHaveThem() throws SQLException {
    // Sessions of minutes have all expired since; sessions of a day have not.
    RandomAccounts history =
        RandomAccounts.of(
            25, 1_500, RedisFixture.recently().minus(RandomAccounts.STEP.multipliedBy(1_500)));
    history.byPartition(0, 1_000).forEach(fixture.backend().log()::account);
    fixture.backend().log().commit();
    fixture.run();
    Tables.assertOpenSessions(fixture.backend(), history.events().subList(0, 1_000));

    Rebuild.Result result = fixture.model().rebuild(false, Comparison::isEqual);

    assertThat(result.comparison().shown()).isEmpty();
    assertThat(result.swapped()).isTrue();
    Tables.assertOpenSessions(fixture.backend(), history.events().subList(0, 1_000));
    history.byPartition(1_000, 1_500).forEach(fixture.backend().log()::account);
    fixture.backend().log().commit();
    fixture.await();
    Tables.assertOpenSessions(fixture.backend(), history.events().subList(0, 1_500));
  }

  @Test
  void anOldHistoryLeavesTheSameCountersAndAsFewTasks() throws SQLException {
    RandomHistory history = RandomHistory.of(22, 1_500, Instant.now().minus(Duration.ofDays(20)));
    history.reports().forEach(fixture.backend().log()::progress);
    fixture.write(history, 0, history.events().size());
    fixture.run();

    Comparison comparison = fixture.model().rebuild(false, Comparison::isEqual).comparison();

    assertThat(comparison.shown()).isEmpty();
    assertThat(comparison.rows()).isPositive();
  }

  @Test
  void keysThatSomebodyHasEditedAreShownAndGoneAfterTheSwap() throws SQLException {
    RandomHistory history = RandomHistory.of(23, 400, RedisFixture.recently());
    fixture.write(history, 0, history.events().size());
    JobStory edited = givenAJob();
    JobStory deleted = givenAJob();
    JobStory immortal = givenAJob();
    UUID user = givenASession(0);
    for (int i = 1; i < 600; i++) {
      givenASession(i);
    }
    fixture.backend().log().commit();
    fixture.run();
    var redis = fixture.backend().redis();
    redis.hset("task:" + edited.id(), "percent", "99");
    redis.del("task:" + deleted.id());
    redis.persist("task:" + immortal.id());
    redis.set("session:surplus", "somebody");
    redis.incr("counter:jobs:pending");
    redis.hset("projection:sessions-live:roles", user.toString(), "operator");

    Rebuild.Result result = fixture.model().rebuild(false, _ -> true);

    assertThat(result.comparison().isEqual()).isFalse();
    assertThat(result.comparison().differences()).isEqualTo(6);
    assertThat(result.comparison().shown())
        .extracting(RowDifference::key, RowDifference::kind)
        .containsExactlyInAnyOrder(
            tuple("task:" + edited.id(), RowDifference.Kind.DIFFERENT),
            tuple("task:" + deleted.id(), RowDifference.Kind.MISSING),
            tuple("task:" + immortal.id(), RowDifference.Kind.DIFFERENT),
            tuple("session:surplus", RowDifference.Kind.ORPHANED),
            tuple("counter:jobs:pending", RowDifference.Kind.DIFFERENT),
            tuple("projection:sessions-live:roles " + user, RowDifference.Kind.DIFFERENT));
    assertThat(result.comparison().shown())
        .flatExtracting(RowDifference::columns)
        .contains(new RowDifference.ColumnDifference("percent", "99", "0"))
        .anySatisfy(column -> {
          assertThat(column.column()).isEqualTo("expires in ms");
          assertThat(column.active()).isEqualTo("never");
        });
    assertThat(redis.hget("task:" + edited.id(), "percent")).isEqualTo("0");
    assertThat(redis.exists("task:" + deleted.id())).isTrue();
    assertThat(redis.ttl("task:" + immortal.id())).isPositive();
    assertThat(redis.exists("session:surplus")).isFalse();
    assertThat(fixture.model().rebuild(false, _ -> false).comparison().isEqual()).isTrue();
  }

  @Test
  void theProjectorAndRebuildParkTheSame() throws SQLException {
    JobStory sick = JobStory.submitted(UUID.randomUUID(), RedisFixture.recently()).started();
    JobStory healthy = givenAJob();
    fixture.backend().log().job(sick.events().getFirst());
    poison(sick);
    fixture.backend().log().job(sick.last()).commit();
    fixture.run();
    var parked = fixture.backend().redis().hgetAll(ACTIVE.parkedEvents()).keySet();

    Rebuild.Result result = fixture.model().rebuild(false, Comparison::isEqual);

    assertThat(result.swapped()).isTrue();
    assertThat(parked).hasSize(2);
    assertThat(fixture.backend().redis().hgetAll(ACTIVE.parkedEvents()).keySet()).isEqualTo(parked);
    fixture.backend().log().job(sick.completed().last()).commit();
    fixture.await();
    assertThat(fixture.backend().redis().hlen(ACTIVE.parkedEvents())).isEqualTo(3);
    assertThat(task(sick)).containsEntry("status", "pending");
    assertThat(task(healthy)).containsEntry("status", "processing");
  }

  @Test
  void whatIsParkedInTheActiveGenerationAndCanBeAppliedIsReportedAsSuchAndAppliedAfterTheSwap()
      throws SQLException {
    JobStory job = JobStory.submitted(UUID.randomUUID(), RedisFixture.recently());
    String stream = "jobs.events:%d:%s".formatted(Keys.partition(Keys.of(job.id())), job.id());
    fixture.run();
    fixture.backend().redis().sadd(ACTIVE.parkedStreams(), stream);
    fixture.backend().redis().hincrBy(RedisKeys.GENERATION, "number", 1);
    fixture.backend().log().jobs(job.events()).commit();
    fixture.await();
    assertThat(task(job)).isEmpty();

    Rebuild.Result result = fixture.model().rebuild(false, Comparison::isEqual);

    assertThat(result.comparison().nowApplicable()).containsExactly(job.id().toString());
    assertThat(result.comparison().shown()).isEmpty();
    assertThat(result.comparison().isEqual()).isTrue();
    assertThat(result.swapped()).isTrue();
    fixture.backend().log().job(job.started().last()).commit();
    fixture.await();
    assertThat(task(job)).containsEntry("status", "processing");
  }

  @Test
  void aCounterThatIsWrongByMoreThanWhatIsParkedIsShown() throws SQLException {
    JobStory job = JobStory.submitted(UUID.randomUUID(), RedisFixture.recently());
    String stream = "jobs.events:%d:%s".formatted(Keys.partition(Keys.of(job.id())), job.id());
    givenAJob();
    fixture.run();
    fixture.backend().redis().sadd(ACTIVE.parkedStreams(), stream);
    fixture.backend().redis().hincrBy(RedisKeys.GENERATION, "number", 1);
    fixture.backend().log().jobs(job.events()).commit();
    fixture.await();
    fixture.backend().redis().incrBy("counter:jobs:pending", 5);

    Comparison comparison = fixture.model().rebuild(false, _ -> false).comparison();

    assertThat(comparison.nowApplicable()).containsExactly(job.id().toString());
    assertThat(comparison.isEqual()).isFalse();
    assertThat(comparison.shown())
        .extracting(RowDifference::key)
        .containsExactly("counter:jobs:pending");
  }

  @Test
  void theProjectorLearnsFromASwapWhatIsParked() throws SQLException {
    JobStory job = givenAJob();
    fixture.backend().log().commit();
    fixture.run();
    fixture.model().rebuild(false, _ -> false);
    String stream = "jobs.events:%d:%s".formatted(Keys.partition(Keys.of(job.id())), job.id());
    fixture.other().sadd(ACTIVE.parkedStreams(), stream);

    Rebuild.Result result = fixture.model().rebuild(true, _ -> true);
    fixture.backend().log().job(job.completed().last()).commit();
    fixture.await();

    assertThat(result.comparison().regressed()).containsExactly(job.id().toString());
    assertThat(task(job)).containsEntry("status", "processing");
    assertThat(fixture.backend().redis().hlen(ACTIVE.parkedEvents())).isEqualTo(1);
  }

  @Test
  void keysAreFilledBeforeTheProjectorEverRanAndTheProjectorGoesOnFromThem() throws SQLException {
    RandomHistory history = RandomHistory.of(24, 600, RedisFixture.recently());
    fixture.write(history, 0, 400);
    fixture.model().rebuild(false, _ -> true);

    fixture.run();
    history.reports().forEach(fixture.backend().log()::progress);
    fixture.write(history, 400, history.events().size());
    fixture.await();

    fixture.assertActiveIs(history.events(), history.reports());
  }

  @Test
  void aRebuildByOtherCodeIsNotResumed() throws SQLException {
    fixture.run();
    fixture.model().rebuild(false, _ -> false);
    assertThat(fixture.other().hgetAll(RedisKeys.GENERATION))
        .containsEntry("state", "loaded")
        .containsEntry("version:live", "1");

    fixture.other().hset(RedisKeys.GENERATION, "version:live", "0");

    assertThatThrownBy(() -> fixture.model().rebuild(true, _ -> true))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("Start a new one");
  }

  private JobStory givenAJob() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), RedisFixture.recently()).started();
    fixture.backend().log().jobs(job.events());
    return job;
  }

  /** Creates a user with a session; every seventh user closes it again. */
  private UUID givenASession(int number) {
    UUID user = UUID.randomUUID();
    UUID session = UUID.randomUUID();
    Instant at = RedisFixture.recently();
    var log = fixture.backend().log();
    log.account(Events.registered(user, "user-" + number, number + "@uni.test", at));
    log.account(
        Events.account(
            user, 2, at, new SessionOpened(session, at.plus(Duration.ofHours(24)), null, null)));
    log.account(Events.account(user, 3, at, new RolesChanged(List.of("user", "worker"))));
    if (number % 7 == 6) {
      log.account(Events.account(user, 4, at, new SessionClosed(session)));
    }
    return user;
  }

  private void poison(JobStory job) {
    fixture
        .backend()
        .log()
        .send(Topics.JOB_EVENTS, Keys.of(job.id()), "poison".getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, String> task(JobStory job) {
    return fixture.backend().redis().hgetAll("task:" + job.id());
  }
}
