package io.cogniscribe.replay.verify;

import static io.cogniscribe.replay.verify.KeysFolded.ACTIVE;
import static io.cogniscribe.replay.verify.KeysFolded.recently;
import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys that equal the log are not reported, at any position and with any expiry. */
@RealServers
final class KeyVerificationTest {

  private final Backend backend;
  private final KeysFolded keys;

  KeyVerificationTest(TestServers servers) {
    backend = Backend.on(servers);
    keys = new KeysFolded(backend);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void whatTheProjectorHasFoldedIsWhatTheLogSays() {
    RandomHistory history = RandomHistory.of(41, 3_000, recently());
    keys.run();
    keys.write(history, 300);
    KeysFolded.people(41, 100).forEach(backend.log()::account);
    backend.log().commit();
    keys.await();

    Verdict verdict = keys.verify();

    assertThat(verdict.shown()).isEmpty();
    assertThat(verdict).matches(Verdict::isClean);
    int tasks = backend.redis().keys("task:*").size();
    int tombstones = backend.redis().keys("projection:live:deleted:*").size();
    int sessions =
        backend.redis().keys("session:*").size() + backend.redis().keys("sessions:*").size();
    // The other keys are five counters and the hash of all roles.
    assertThat(verdict.rows()).isEqualTo(tasks + tombstones + sessions + 6);
  }

  @Test
  void anOldHistoryThatIsFoldedTodayShowsWhatIsYoungerThanADay() {
    RandomHistory history = RandomHistory.of(42, 3_000, Instant.now().minus(Duration.ofDays(20)));
    keys.write(history, 500);
    keys.run();

    Verdict verdict = keys.verify();

    assertThat(verdict.shown()).isEmpty();
    assertThat(verdict.rows()).isBetween(100L, 1_000L);
  }

  @Test
  void whatReportsKeepAliveMayKnowItsVersionOrNot() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), Instant.now().minusSeconds(100_000));
    backend.log().jobs(job.started().events());
    backend.log().progress(job.after(Duration.ofHours(27)).progress(50)).commit();
    keys.run();
    assertThat(backend.redis().hkeys("task:" + job.id()))
        .contains("percent")
        .doesNotContain("version");

    assertThat(keys.verify().shown()).isEmpty();
    // As in an active generation that has stored the job from its first event on.
    backend.redis().hset("task:" + job.id(), "version", "2");
    assertThat(keys.verify().shown()).isEmpty();
    backend.redis().hset("task:" + job.id(), "percent", "51");
    assertThat(keys.verify().drifted()).isEqualTo(1);
  }

  @Test
  @Tag("long")
  void keysThatExpireMeanwhileAreNoDrift() {
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
      assertThat(keys.verify().shown()).isEmpty();
    }
  }

  @Test
  void itComparesAtOnePositionWhileTheProjectorGoesOn() throws Exception {
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
      assertThat(keys.verify().shown()).isEmpty();
      passes++;
    }

    assertThat(passes).isPositive();
    keys.await();
    assertThat(keys.verify()).matches(Verdict::isClean);
  }

  private static <T> List<T> part(List<T> all, int number) {
    return all.subList(all.size() * number / 160, all.size() * (number + 1) / 160);
  }

  @Test
  void eventsThatTheProjectorHasNotAppliedYetAreNoDrift() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), recently()).started();
    backend.log().jobs(job.events()).commit();
    ProjectionLoop<?> active = backend.run(ACTIVE);
    backend.awaitRedisCaughtUp();
    active.close();
    backend.log().job(job.completed().last()).progress(job.progress(3)).commit();

    Verdict verdict = keys.verify();

    assertThat(verdict).matches(Verdict::isClean);
    assertThat(verdict.lag()).isEqualTo(2);
  }

  @Test
  void whereNothingWasFoldedYetThereIsNothingToFind() {
    keys.write(RandomHistory.of(46, 100, recently()), 100);

    assertThat(keys.verify()).matches(Verdict::isClean);
  }
}
