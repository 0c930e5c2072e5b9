package io.cogniscribe.replay.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.projections.ProjectionCatalogue;
import io.cogniscribe.projections.engine.LoopState;
import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.redis.RedisConnections;
import io.cogniscribe.projections.redis.RedisKeys;
import io.cogniscribe.settings.RedisAddress;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/**
 * Databases are swapped under readers, writers and failures, without an effect on other databases.
 */
@RealServers
final class RedisSwapTest {

  private final RedisFixture fixture;

  RedisSwapTest(TestServers servers) {
    fixture = RedisFixture.on(servers);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aReaderSeesNoErrorAndNoMixtureThroughTwentySwaps() throws Exception {
    RandomHistory history = RandomHistory.of(31, 600, RedisFixture.recently());
    fixture.write(history, 0, history.events().size());
    fixture.run();
    fixture.model().rebuild(false, _ -> true);
    // The generations differ from now on, so that a mixture of both would show.
    fixture.backend().redis().mset("task:a", "one", "session:b", "one");
    fixture.other().mset("task:a", "two", "session:b", "two");
    AtomicBoolean stopped = new AtomicBoolean();
    AtomicLong reads = new AtomicLong();
    List<Object> wrong = Collections.synchronizedList(new ArrayList<>());
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              while (!stopped.get() && wrong.isEmpty()) {
                try {
                  List<Object> answers = readTogether();
                  reads.incrementAndGet();
                  if (answers.size() != 4
                      || !answers.get(0).equals(answers.get(1))
                      || !Long.valueOf(16).equals(answers.get(2))
                      || Map.of().equals(answers.get(3))) {
                    wrong.add(answers);
                  }
                } catch (RuntimeException e) {
                  wrong.add(e);
                }
              }
            });

    for (int i = 0; i < 20; i++) {
      fixture.model().rollBack(_ -> true);
    }

    stopped.set(true);
    reader.join();
    assertThat(wrong).isEmpty();
    assertThat(reads.get()).isGreaterThan(100);
    assertThat(fixture.backend().redis().hget(RedisKeys.GENERATION, "number")).isEqualTo("21");
  }

  private List<Object> readTogether() {
    try (AbstractTransaction transaction = fixture.backend().redis().multi()) {
      transaction.get("task:a");
      transaction.get("session:b");
      transaction.hlen(new RedisKeys("live").positions());
      transaction.hgetAll(new RedisKeys("sessions-live").positions());
      return transaction.exec();
    }
  }

  @Tag("long")
  @Test
  void theProjectorGoesOnThroughSwapsAndEndsEqual() throws Exception {
    RandomHistory history = RandomHistory.of(32, 4_000, RedisFixture.recently());
    history.reports().forEach(fixture.backend().log()::progress);
    fixture.write(history, 0, 1_000);
    fixture.run();
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 1_000; i < history.events().size(); i += 2) {
                fixture.write(history, i, Math.min(history.events().size(), i + 2));
                pause();
              }
              done.set(true);
            });

    int swaps = 0;
    while (!done.get() || swaps < 3) {
      Rebuild.Result result = fixture.model().rebuild(false, _ -> true);
      assertThat(result.comparison().shown()).isEmpty();
      fixture.model().rollBack(_ -> true);
      swaps++;
    }
    writer.join();
    fixture.await();

    fixture.assertActiveIs(history.events(), history.reports());
    assertThat(fixture.model().rebuild(false, _ -> false).comparison().isEqual()).isTrue();
  }

  /** About 200 events a second. */
  private static void pause() {
    try {
      Thread.sleep(8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aRebuildThatBreaksOffAnywhereLeavesTheActiveGenerationAloneAndTheNextOneEqualsIt()
      throws SQLException {
    RandomHistory history = RandomHistory.of(33, 1_500, RedisFixture.recently());
    history.reports().forEach(fixture.backend().log()::progress);
    fixture.write(history, 0, history.events().size());
    fixture.run();
    AtomicInteger steps = new AtomicInteger();
    fixture.model(new BreakingMeter(steps, Integer.MAX_VALUE)).rebuild(false, _ -> false);
    int all = steps.get();

    for (int last = 1; last <= all; last += Math.max(1, all / 8)) {
      RedisReadModel broken = fixture.model(new BreakingMeter(last));
      assertThatThrownBy(() -> broken.rebuild(false, _ -> true)).hasMessageContaining("broken off");
      fixture.assertActiveIs(history.events(), history.reports());
    }
    // A failure at any point must not pause the projector for long.
    fixture.backend().redis().set(RedisKeys.HOLD, "gone", SetParams.setParams().px(1_000));
    JobStory job = givenAJob();
    fixture.backend().log().jobs(job.events()).commit();
    fixture.await();

    Rebuild.Result result = fixture.model().rebuild(false, Comparison::isEqual);
    assertThat(result.swapped()).isTrue();
    assertThat(fixture.backend().redis().hgetAll("task:" + job.id())).isNotEmpty();
  }

  @Test
  void theGenerationBeforeCanBeGoneBackToUntilItIsPruned() throws SQLException {
    RandomHistory history = RandomHistory.of(34, 900, RedisFixture.recently());
    AtomicInteger written = new AtomicInteger();
    IntConsumer writeUpTo = to -> fixture.write(history, written.getAndSet(to), to);
    // The active generation is written during the comparison, before the swap and before the
    // rollback.
    StrictMeter meter =
        new StrictMeter(step -> {
          if (step.equals("prove progress")) {
            writeUpTo.accept(written.get() + 20);
          }
        });
    RedisReadModel model = fixture.model(meter);
    writeUpTo.accept(300);
    fixture.run();
    assertThatThrownBy(() -> model.rollBack(_ -> true))
        .hasMessageContaining("no previous generation of 'progress'");
    model.rebuild(false, _ -> false);
    writeUpTo.accept(600);
    fixture.await();

    Rebuild.Result resumed =
        model.rebuild(
            true,
            comparison -> {
              writeUpTo.accept(640);
              return comparison.isEqual();
            });
    history.reports().forEach(fixture.backend().log()::progress);
    writeUpTo.accept(history.events().size() - 20);
    model.rollBack(_ -> true);
    fixture.await();

    assertThat(resumed.swapped()).isTrue();
    assertThat(meter.steps()).contains("prove progress", "prove progress again");
    fixture.assertActiveIs(history.events(), history.reports());
    model.prune();
    assertThatThrownBy(() -> model.rollBack(_ -> true)).hasMessageContaining("no previous");
    fixture.assertActiveIs(history.events(), history.reports());
  }

  @Test
  void refusesToSwapWhenTheRebuiltDatabaseIsEmptyAndTheActiveOneIsNot() {
    fixture.run();
    String task = "task:" + UUID.randomUUID();
    fixture.backend().redis().hset(task, "status", "completed");

    assertThatThrownBy(() -> fixture.model().rebuild(false, _ -> true))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("not swapped: the rebuilt generation has nothing in Redis");

    assertThat(fixture.backend().redis().hget(task, "status")).isEqualTo("completed");
  }

  @Test
  void noSwapAndNoPruneTouchesTheRateLimits() throws SQLException {
    RedisAddress limits = fixture.address().forRateLimits();
    RedisAddress unbound =
        new RedisAddress(limits.host(), limits.port(), null, null, limits.database(), false);
    try (RedisClient counting = RedisConnections.open(unbound)) {
      counting.set("ratelimit:login:somebody", "9 left");
      fixture.run();

      fixture.model().rebuild(false, _ -> true);
      fixture.model().rollBack(_ -> true);
      fixture.model().prune();

      assertThat(counting.get("ratelimit:login:somebody")).isEqualTo("9 left");
      assertThat(fixture.other().dbSize()).isZero();
      assertThat(fixture.backend().redis().keys("projection:*:positions")).hasSize(2);
    }
  }

  @Test
  void keysOfSomebodyElseAreNotRemoved() {
    fixture.run();
    fixture.other().set("somebody", "else");

    assertThatThrownBy(() -> fixture.model().rebuild(false, _ -> true))
        .hasMessageContaining("holds keys of another program");
    assertThatThrownBy(() -> fixture.model().prune())
        .hasMessageContaining("holds keys of another program");
    assertThat(fixture.other().keys("*")).isEqualTo(Set.of("somebody"));
  }

  @Test
  void nothingIsSwappedOrComparedWhileTheOtherDatabaseStandsElsewhere() throws SQLException {
    fixture.backend().log().jobs(givenAJob().events()).commit();
    fixture.run();
    fixture.model().rebuild(false, _ -> false);
    fixture.backend().log().jobs(givenAJob().events()).commit();
    fixture.await();
    try (RedisClient replay = RedisConnections.open(fixture.address())) {
      RedisGenerations generations =
          new RedisGenerations(
              replay,
              fixture.address().database(),
              fixture.other(),
              fixture.address().forRebuilds().database(),
              ProjectionCatalogue.intoRedis(),
              Clock.systemUTC());

      boolean swapped = generations.swap(Instant.now());
      RedisCells.Look look =
          new RedisCells(generations).look(List.of(Cell.of("counter:jobs:pending")), true);

      assertThat(swapped).isFalse();
      assertThat(fixture.backend().redis().get("counter:jobs:pending")).isEqualTo("2");
      assertThat(fixture.backend().redis().hexists(RedisKeys.GENERATION, "number")).isFalse();
      assertThat(look.together()).isFalse();
      assertThat(look.different()).isEmpty();
    }
  }

  @Test
  void theProjectorAppliesNothingWhileItIsHeldAndGoesOnAfterwards() {
    ProjectionLoop<?> active = fixture.backend().runProgress();
    fixture.backend().log().jobs(givenAJob().events()).commit();
    fixture.backend().awaitRedisCaughtUp();
    Map<String, String> before = activePositions();

    fixture.backend().redis().set(RedisKeys.HOLD, "a test");
    fixture.backend().log().jobs(givenAJob().events()).commit();
    fixture.backend().awaitState(active, LoopState.Waiting.class);

    assertThat(activePositions()).containsAllEntriesOf(before);
    assertThat(fixture.backend().redis().get("counter:jobs:pending")).isEqualTo("1");
    fixture.backend().redis().del(RedisKeys.HOLD);
    fixture.backend().awaitRedisCaughtUp();
    assertThat(fixture.backend().redis().get("counter:jobs:pending")).isEqualTo("2");
  }

  private Map<String, String> activePositions() {
    return fixture.backend().redis().hgetAll(new RedisKeys("live").positions());
  }

  private static JobStory givenAJob() {
    return JobStory.submitted(UUID.randomUUID(), RedisFixture.recently());
  }

  @Test
  void aRebuildThatHasLostItsLeaseSwapsNothing() {
    fixture.run();
    assertThatThrownBy(() ->
            fixture
                .model()
                .rebuild(
                    false,
                    _ -> {
                      fixture
                          .backend()
                          .query(
                              "SELECT pg_terminate_backend(pid) FROM pg_locks"
                                  + " WHERE locktype = 'advisory'");
                      return true;
                    }))
        .hasMessageContaining("the lease on 'progress' is lost");
    assertThat(fixture.backend().redis().hget(RedisKeys.GENERATION, "number")).isNull();
    assertThat(fixture.model().remains()).isEqualTo(ReadModel.Remains.LOADED);
  }

  @Test
  void twoRebuildsExcludeEachOther() throws SQLException {
    try (Lease _ = Lease.take(fixture.backend().owner(), "progress")) {
      assertThatThrownBy(() -> fixture.model().rebuild(false, _ -> true))
          .isInstanceOf(ReplayException.class)
          .hasMessageContaining("another replay works on 'progress'");
    }
  }

  @Test
  void theHeartbeatOfSessionsGoesAlong() throws SQLException {
    RedisKeys keys = new RedisKeys("sessions-live");
    fixture.run();
    await().until(() -> fixture.backend().redis().exists(keys.heartbeat()));
    fixture.model().rebuild(false, _ -> true);
    assertThat(fixture.backend().redis().exists(keys.heartbeat())).isTrue();
    assertThat(fixture.other().exists(keys.heartbeat())).isFalse();
  }
}
