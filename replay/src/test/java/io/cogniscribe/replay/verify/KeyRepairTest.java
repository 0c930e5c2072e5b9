package io.cogniscribe.replay.verify;

import static io.cogniscribe.replay.verify.KeysFolded.recently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.account.AccountEvent.SessionClosed;
import io.cogniscribe.account.AccountEvent.SessionOpened;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.NaiveTasks;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.redis.RedisKeys;
import io.cogniscribe.replay.rebuild.RowDifference.ColumnDifference;
import io.cogniscribe.replay.rebuild.RowDifference.Kind;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Every change of a key is found and repaired, without an effect on the projector. */
@RealServers
final class KeyRepairTest {

  private final Backend backend;
  private final KeysFolded keys;
  private final RedisClient redis;

  KeyRepairTest(TestServers servers) {
    backend = Backend.on(servers);
    keys = new KeysFolded(backend);
    redis = backend.redis();
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void eachKindOfEditOfTasksAndCountersIsFoundWithItsEventsAndUndone() {
    JobStory edited = givenAJob();
    JobStory missing = givenAJob();
    JobStory immortal = givenAJob();
    JobStory mortal = givenAJob();
    JobStory retyped = givenAJob();
    JobStory more = givenAJob();
    JobStory deleted = JobStory.submitted(UUID.randomUUID(), recently()).deleted();
    JobStory risen = JobStory.submitted(UUID.randomUUID(), recently()).deleted();
    JobStory waiting = JobStory.submitted(UUID.randomUUID(), recently());
    backend.log().jobs(deleted.events()).jobs(risen.events()).jobs(waiting.events()).commit();
    keys.run();
    Map<String, Object> before = keys.everything();
    UUID nobody = UUID.randomUUID();
    redis.hset(task(edited), "percent", "99");
    redis.del(task(missing));
    redis.persist(task(immortal));
    redis.expire(task(mortal), 100);
    redis.del(task(retyped));
    redis.set(task(retyped), "processing");
    redis.hset(task(more), "version", "7");
    redis.hset(task(more), "note", "by hand");
    redis.del("projection:live:deleted:" + deleted.id());
    redis.hset(task(risen), "status", "pending");
    redis.hset("task:" + nobody, "status", "pending");
    redis.set("task:nonsense", "x");
    redis.set("projection:live:deleted:" + nobody, "1");
    redis.incrBy("counter:jobs:processing", 3);
    redis.set("counter:jobs:pending", "many");
    redis.set("counter:jobs:lost", "4");

    Verdict found = keys.repair();
    Verdict after = keys.verify();

    assertThat(found.shown())
        .extracting(
            drift -> drift.row().key(),
            drift -> drift.row().kind(),
            drift -> drift.row().columns().stream().map(ColumnDifference::column).toList())
        .containsExactlyInAnyOrder(
            tuple(task(edited), Kind.DIFFERENT, List.of("percent")),
            tuple(task(missing), Kind.MISSING, List.of()),
            tuple(task(immortal), Kind.DIFFERENT, List.of("expires in ms")),
            tuple(task(mortal), Kind.DIFFERENT, List.of("expires in ms")),
            tuple(
                task(retyped),
                Kind.DIFFERENT,
                List.of(
                    "attempt",
                    "percent",
                    "status",
                    "updated_at",
                    "user_id",
                    "value",
                    "version",
                    "expires in ms")),
            tuple(task(more), Kind.DIFFERENT, List.of("note", "version")),
            tuple("projection:live:deleted:" + deleted.id(), Kind.MISSING, List.of("value")),
            tuple(task(risen), Kind.ORPHANED, List.of()),
            tuple("task:" + nobody, Kind.ORPHANED, List.of()),
            tuple("task:nonsense", Kind.ORPHANED, List.of("value")),
            tuple("projection:live:deleted:" + nobody, Kind.ORPHANED, List.of("value")),
            tuple("counter:jobs:processing", Kind.DIFFERENT, List.of("value")),
            tuple("counter:jobs:pending", Kind.DIFFERENT, List.of("value")),
            tuple("counter:jobs:lost", Kind.ORPHANED, List.of("value")));
    assertThat(found.shown())
        .filteredOn(drift -> drift.row().key().equals(task(edited)))
        .flatExtracting(drift -> drift.row().columns())
        .containsExactly(new ColumnDifference("percent", "99", "0"));
    assertThat(found.unrepaired()).isEmpty();
    assertThat(found).matches(Verdict::isRepaired);
    assertThat(after.shown()).isEmpty();
    assertThat(keys.everything()).isEqualTo(before);
  }

  @Test
  void eachKindOfEditOfSessionsIsFoundWithItsEventsAndUndone() {
    Person edited = givenAPerson();
    Person missing = givenAPerson();
    Person immortal = givenAPerson();
    Person reopened = givenAPerson();
    Person robbed = givenAPerson();
    Person unlisted = givenAPerson();
    Person extra = givenAPerson();
    Person roles = givenAPerson();
    Person noRoles = givenAPerson();
    Person shortLived = givenAPerson();
    Person nameless = givenAPerson();
    backend.log().commit();
    keys.run();
    Map<String, Object> before = keys.everything();
    UUID nobody = UUID.randomUUID();
    UUID forged = UUID.randomUUID();
    String allRoles = "projection:sessions-live:roles";
    redis.hset(edited.key(), "roles", "operator");
    redis.del(missing.key());
    redis.persist(immortal.key());
    redis.hset(
        "session:" + reopened.closed, Map.of("user_id", reopened.id.toString(), "roles", "user"));
    redis.hset(robbed.key(), "user_id", nobody.toString());
    redis.zrem(unlisted.all(), unlisted.open.toString());
    redis.zadd(extra.all(), System.currentTimeMillis() + 9e6, forged.toString());
    redis.hset(allRoles, roles.id.toString(), "operator");
    redis.hdel(allRoles, noRoles.id.toString());
    redis.expire(shortLived.all(), 60);
    redis.hdel(nameless.key(), "user_id");
    redis.hset("session:" + forged, Map.of("user_id", extra.id.toString(), "roles", "operator"));
    redis.hset(allRoles, nobody.toString(), "operator");
    redis.hset(allRoles, "ada", "operator");
    redis.set("session:surplus", "somebody");

    Verdict found = keys.repair();
    Verdict after = keys.verify();

    assertThat(found.shown())
        .extracting(
            drift -> drift.row().key(),
            drift -> drift.row().kind(),
            drift -> drift.row().columns().stream().map(ColumnDifference::column).toList())
        .contains(
            tuple(edited.key(), Kind.DIFFERENT, List.of("roles")),
            tuple(missing.key(), Kind.MISSING, List.of()),
            tuple(immortal.key(), Kind.DIFFERENT, List.of("expires in ms")),
            tuple("session:" + reopened.closed, Kind.ORPHANED, List.of()),
            tuple(unlisted.all(), Kind.MISSING, List.of()),
            tuple(extra.all(), Kind.DIFFERENT, List.of(forged.toString())),
            tuple(shortLived.all(), Kind.DIFFERENT, List.of("expires in ms")),
            tuple(nameless.key(), Kind.DIFFERENT, List.of("user_id")),
            tuple("session:" + forged, Kind.ORPHANED, List.of()),
            tuple(robbed.key(), Kind.DIFFERENT, List.of("user_id")),
            tuple("session:surplus", Kind.ORPHANED, List.of("value")));
    assertThat(found.drifted()).isEqualTo(12);
    assertThat(found.shown())
        .filteredOn(drift -> drift.row().key().equals(allRoles))
        .flatExtracting(drift -> drift.row().columns())
        .extracting(ColumnDifference::column)
        .containsExactlyInAnyOrder(
            roles.id.toString(), noRoles.id.toString(), nobody.toString(), "ada");
    assertThat(found.unrepaired()).isEmpty();
    assertThat(after.shown()).isEmpty();
    assertThat(keys.everything()).isEqualTo(before);
  }

  @Test
  void aKeyWithoutEventsIsReportedAndNotTouchedWithoutTheWish() {
    givenAJob();
    backend.log().commit();
    keys.run();
    redis.hset("task:" + UUID.randomUUID(), "status", "pending");
    await("each projection has written its own keys")
        .atMost(Duration.ofSeconds(60))
        .until(() -> keys.everything().containsKey("projection:sessions-live:skips"));
    Map<String, Object> before = keys.everything();

    assertThat(keys.verify().drifted()).isEqualTo(1);

    assertThat(keys.everything()).isEqualTo(before);
  }

  @Test
  @Tag("long")
  void theProjectorLosesNothingWhileKeysAreEditedAndRepairedAgainAndAgain() throws Exception {
    RandomHistory history = RandomHistory.of(77, 8_000, recently());
    keys.run();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (int from = 0; from < history.events().size(); from += 20) {
                int to = Math.min(from + 20, history.events().size());
                backend.log().jobs(history.events().subList(from, to)).commit();
              }
            });
    // The hold may expire at any time, so nothing may rely on it.
    Thread impatient =
        Thread.ofPlatform()
            .start(() -> {
              Random random = new Random(77);
              while (writer.isAlive()) {
                redis.del(RedisKeys.HOLD);
                LockSupport.parkNanos(random.nextLong(600_000_000));
              }
            });

    int repaired = 0;
    while (writer.isAlive()) {
      redis.keys("task:*").stream().limit(3).forEach(key -> redis.hset(key, "percent", "77"));
      redis.keys("task:*").stream().skip(5).limit(3).forEach(redis::del);
      redis.incr("counter:jobs:completed");
      repaired += keys.repair().repaired().size();
    }
    impatient.join();
    keys.await();
    keys.repair();

    assertThat(repaired).isPositive();
    assertThat(redis.hlen(new RedisKeys("live").parkedEvents())).isZero();
    Tables.assertCounters(backend, history.events());
    Map<String, Map<String, String>> expected = NaiveTasks.of(history.events(), List.of());
    assertThat(redis.keys("task:*")).isEqualTo(expected.keySet());
    expected.forEach((key, task) -> assertThat(redis.hgetAll(key)).as(key).isEqualTo(task));
    assertThat(keys.verify()).matches(Verdict::isClean);
  }

  @Test
  void namesTheReasonAndSwapsNothingWhenARebuildWouldParkWhatIsApplied() {
    JobStory job = givenAJob();
    backend.log().send(Topics.JOB_EVENTS, Keys.of(job.id()), new byte[] {1}).commit();
    keys.run();
    RedisKeys books = new RedisKeys("live");
    redis.del(books.parkedEvents(), books.parkedStreams(), books.parkedLast());

    Verdict verdict = keys.repair();

    assertThat(verdict.repaired()).isEmpty();
    assertThat(verdict.unrepaired()).singleElement().asString().contains("replay rebuild");
    assertThat(redis.hexists(RedisKeys.GENERATION, "number")).isFalse();
  }

  @Test
  void namesTheReasonWhenNoKeyHasEvents() {
    keys.run();
    redis.hset("task:" + UUID.randomUUID(), "status", "pending");

    Verdict verdict = keys.repair();

    assertThat(verdict.unrepaired()).singleElement().asString().contains("FLUSHDB");
    assertThat(redis.keys("task:*")).hasSize(1);
  }

  private JobStory givenAJob() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), recently()).started();
    backend.log().jobs(job.events());
    return job;
  }

  private static String task(JobStory job) {
    return "task:" + job.id();
  }

  /** A user with an open session and a closed one. */
  private record Person(UUID id, UUID open, UUID closed) {

    String key() {
      return "session:" + open;
    }

    String all() {
      return "sessions:" + id;
    }
  }

  private Person givenAPerson() {
    Person person = new Person(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    Instant at = recently();
    Instant expiry = at.plus(Duration.ofHours(24));
    String name = "user-" + person.id;
    backend
        .log()
        .account(Events.registered(person.id, name, name + "@uni.test", at))
        .account(
            Events.account(person.id, 5, at, new SessionOpened(person.open, expiry, null, null)))
        .account(
            Events.account(person.id, 6, at, new SessionOpened(person.closed, expiry, null, null)))
        .account(Events.account(person.id, 7, at, new SessionClosed(person.closed)));
    return person;
  }
}
