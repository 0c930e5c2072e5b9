package io.cogniscribe.replay.verify;

import static io.cogniscribe.replay.verify.KeysFolded.LIVE;
import static io.cogniscribe.replay.verify.KeysFolded.SESSIONS;
import static io.cogniscribe.replay.verify.KeysFolded.recently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.ProjectionCatalogue;
import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.RedisReadModel;
import io.cogniscribe.replay.rebuild.ReplayException;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys that are what the log says are called so, wherever live stands and whatever expires. */
@RealServers
final class KeyVerificationTest {

  private final Backend backend;
  private final KeysFolded keys;

  KeyVerificationTest(TestServers servers) {
    backend = Backend.on(servers);
    keys = KeysFolded.on(backend);
  }

  @AfterEach
  void stop() {
    keys.close();
  }

  @Test
  void what_live_has_folded_is_what_the_log_says() {
    RandomHistory history = RandomHistory.of(41, 3_000, recently());
    keys.run();
    keys.write(history, 300);
    KeysFolded.people(41, 100).forEach(backend.log()::account);
    backend.log().commit();
    keys.await();

    Verdict live = keys.verify(LIVE);
    Verdict sessions = keys.verify(SESSIONS);

    assertThat(live.shown()).isEmpty();
    assertThat(live).matches(Verdict::isClean);
    int tasks = backend.redis().keys("task:*").size();
    int tombstones = backend.redis().keys("projection:live:deleted:*").size();
    assertThat(live.rows()).isEqualTo(tasks + tombstones + 5);
    assertThat(sessions.shown()).isEmpty();
    assertThat(sessions).matches(Verdict::isClean);
    assertThat(sessions.groups()).isEqualTo(100);
    double now = System.currentTimeMillis();
    long people =
        backend.redis().keys("sessions:*").stream()
            .filter(key -> backend.redis().zcount(key, now, Double.MAX_VALUE) > 0)
            .count();
    assertThat(sessions.rows())
        .isEqualTo(
            people
                + backend.redis().keys("session:*").size()
                + backend.redis().hlen("projection:sessions-live:roles"));
  }

  @Test
  void an_old_history_that_is_folded_today_shows_what_is_younger_than_a_day() {
    RandomHistory history = RandomHistory.of(42, 3_000, Instant.now().minus(Duration.ofDays(20)));
    keys.write(history, 500);
    keys.run();

    Verdict verdict = keys.verify(LIVE);

    assertThat(verdict.shown()).isEmpty();
    assertThat(verdict.groups()).isBetween(100L, 1_000L);
  }

  @Test
  void what_reports_keep_alive_may_know_its_version_or_not() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), Instant.now().minusSeconds(100_000));
    backend.log().jobs(job.started().events());
    backend.log().progress(job.after(Duration.ofHours(27)).progress(50)).commit();
    keys.run();
    assertThat(backend.redis().hkeys("task:" + job.id()))
        .contains("percent")
        .doesNotContain("version");

    assertThat(keys.verify(LIVE).shown()).isEmpty();
    // As it is for live that has known the job all the time.
    backend.redis().hset("task:" + job.id(), "version", "2");
    assertThat(keys.verify(LIVE).shown()).isEmpty();
    backend.redis().hset("task:" + job.id(), "percent", "51");
    assertThat(keys.verify(LIVE).drifted()).isEqualTo(1);
  }

  @Test
  @Tag("long")
  void keys_that_expire_meanwhile_are_no_drift() {
    Instant first = Instant.now().minus(Duration.ofDays(1)).minusSeconds(5);
    for (int i = 0; i < 300; i++) {
      JobStory job = JobStory.submitted(UUID.randomUUID(), first.plusMillis(i * 100L));
      backend
          .log()
          .jobs((i % 3 == 0 ? job.deleted() : i % 3 == 1 ? job : job.cancelled()).events());
    }
    backend.log().commit();
    keys.run();

    while (!backend.redis().keys("task:*").isEmpty()) {
      assertThat(keys.verify(LIVE).shown()).isEmpty();
    }
  }

  @Test
  void it_compares_at_one_position_while_live_goes_on() throws Exception {
    RandomHistory history = RandomHistory.of(43, 8_000, recently());
    List<RecordedEvent<AccountEvent>> people = KeysFolded.people(43, 300);
    keys.run();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 160; i++) {
                part(people, i).forEach(backend.log()::account);
                part(history.reports(), i).forEach(backend.log()::progress);
                backend.log().jobs(part(history.events(), i)).commit();
              }
            });

    int passes = 0;
    while (writer.isAlive()) {
      assertThat(keys.verify(LIVE).shown()).isEmpty();
      assertThat(keys.verify(SESSIONS).shown()).isEmpty();
      passes++;
    }

    assertThat(passes).isPositive();
    keys.await();
    assertThat(keys.verify(LIVE)).matches(Verdict::isClean);
    assertThat(keys.verify(SESSIONS)).matches(Verdict::isClean);
  }

  private static <T> List<T> part(List<T> all, int number) {
    return all.subList(all.size() * number / 160, all.size() * (number + 1) / 160);
  }

  @Test
  void events_that_live_has_not_applied_yet_are_no_drift() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), recently()).started();
    backend.log().jobs(job.events()).commit();
    ProjectionLoop<?> live = backend.run(LIVE);
    backend.awaitLiveCaughtUp();
    live.close();
    backend.log().job(job.completed().last()).progress(job.progress(3)).commit();

    Verdict verdict = keys.verify(LIVE);

    assertThat(verdict).matches(Verdict::isClean);
    assertThat(verdict.groups()).isEqualTo(1);
  }

  @Test
  void databases_that_are_swapped_meanwhile_are_no_drift() {
    RandomHistory history = RandomHistory.of(44, 1_000, recently());
    keys.write(history, 1_000);
    KeysFolded.people(44, 20).forEach(backend.log()::account);
    backend.log().commit();
    keys.run();
    AtomicInteger swaps = new AtomicInteger();
    Pace swapping =
        _ -> {
          if (swaps.incrementAndGet() <= 2) {
            rebuild();
          }
        };

    assertThat(keys.verify(LIVE, 1, false, swapping)).matches(Verdict::isClean);
    swaps.set(0);
    assertThat(keys.verify(SESSIONS, 1, false, swapping)).matches(Verdict::isClean);
    assertThat(backend.redis().hget("projection:generation", "number")).isEqualTo("4");
  }

  private void rebuild() {
    try {
      new RedisReadModel(
              backend.owner(),
              Settings.of(Map.of("REDIS_URL", backend.replayUrl())).redis(),
              ProjectionCatalogue.intoRedis(),
              backend.kafka(),
              2,
              Meter.SILENT)
          .rebuild(false, _ -> true);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keys_that_are_made_anew_meanwhile_are_no_drift() {
    ProjectionLoop<?> live = backend.run(LIVE);
    keys.write(RandomHistory.of(45, 500, recently()), 500);
    backend.awaitLiveCaughtUp();
    live.close();
    Pace emptying = _ -> backend.redis().flushDB();

    assertThatThrownBy(() -> keys.verify(LIVE, 1, false, emptying))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("made anew");
  }

  @Test
  void samples_are_parts_and_sums_are_compared_with_each() {
    for (int i = 0; i < 400; i++) {
      backend.log().jobs(JobStory.submitted(UUID.randomUUID(), recently()).events());
    }
    backend.log().commit();
    keys.run();
    backend.redis().incr("counter:jobs:pending");

    Verdict part = keys.verify(LIVE, 0.25, false, Pace.UNLIMITED);

    assertThat(part.groups()).isBetween(60L, 140L);
    assertThat(part.shown())
        .extracting(drift -> drift.row().key())
        .containsExactly("counter:jobs:pending");
  }

  @Test
  void where_nothing_was_folded_yet_there_is_nothing_to_find() {
    keys.write(RandomHistory.of(46, 100, recently()), 100);

    assertThat(keys.verify(LIVE)).matches(Verdict::isClean);
    assertThat(keys.verify(SESSIONS)).matches(Verdict::isClean);
  }
}
