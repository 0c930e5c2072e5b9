package io.cogniscribe.projections.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.AccountDeactivated;
import io.cogniscribe.account.AccountEvent.AccountDeleted;
import io.cogniscribe.account.AccountEvent.RolesChanged;
import io.cogniscribe.account.AccountEvent.SessionClosed;
import io.cogniscribe.account.AccountEvent.SessionOpened;
import io.cogniscribe.account.AccountEvent.SessionsClosed;
import io.cogniscribe.projections.engine.LoopState;
import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.parking.ParkedEvent;
import io.cogniscribe.projections.parking.Retry;
import io.cogniscribe.projections.parking.Selection;
import io.cogniscribe.projections.parking.SkipLog;
import io.cogniscribe.projections.redis.RedisKeys;
import io.cogniscribe.projections.redis.RedisParked;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the sessions in Redis after account events, and when readers can rely on them. */
@RealServers
final class SessionKeyProjectionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] GARBAGE = "garbage".getBytes(StandardCharsets.UTF_8);
  private static final RedisKeys KEYS = new RedisKeys("sessions-live");

  private final Instant at =
      Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
  private final UUID ada = UUID.randomUUID();
  private final Backend backend;

  SessionKeyProjectionTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @BeforeEach
  void withAda() {
    backend.log().account(Events.registered(ada, "ada", "ada@example.com", at));
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void anOpenSessionHasItsUsersRolesAndExpiresByItself() {
    UUID session = open(Duration.ofHours(24));
    backend.log().commit();

    run();

    assertThat(session(session))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "user_id",
                ada.toString(),
                "roles",
                "user",
                "expires_at",
                String.valueOf(at.plus(Duration.ofHours(24)).toEpochMilli())));
    assertThat(backend.redis().ttl("session:" + session))
        .isBetween(Duration.ofHours(22).toSeconds(), Duration.ofHours(23).toSeconds());
    assertThat(backend.redis().ttl("sessions:" + ada)).isPositive();
  }

  @Test
  void aClosedSessionIsGone() {
    UUID phone = open(Duration.ofHours(24));
    UUID laptop = open(Duration.ofHours(24));
    backend.log().commit();
    run();

    write(new SessionClosed(phone));

    assertThat(session(phone)).isEmpty();
    assertThat(session(laptop)).isNotEmpty();
  }

  @Test
  void allSessionsCanBeClosedButOne() {
    UUID phone = open(Duration.ofHours(24));
    UUID laptop = open(Duration.ofHours(24));
    backend.log().commit();
    run();

    write(new SessionsClosed(laptop));
    assertThat(session(phone)).isEmpty();
    assertThat(session(laptop)).isNotEmpty();

    write(new SessionsClosed(null));
    assertThat(session(laptop)).isEmpty();
  }

  @Test
  void anAccountThatIsDeactivatedOrDeletedHasNoOpenSession() {
    run();
    for (AccountEvent end : List.of(new AccountDeactivated(), new AccountDeleted())) {
      UUID session = open(Duration.ofHours(24));
      backend.log().commit();
      backend.awaitRedisCaughtUp("sessions-live");
      assertThat(session(session)).isNotEmpty();

      write(end);

      assertThat(session(session)).isEmpty();
    }
    assertThat(backend.redis().keys("session*")).isEmpty();
    assertThat(backend.redis().exists("projection:sessions-live:roles")).isFalse();
  }

  @Test
  void otherRolesAreThoseOfOpenSessionsAndOfLaterOnes() {
    UUID before = open(Duration.ofHours(24));
    backend.log().commit();
    run();

    write(new RolesChanged(List.of("user", "operator")));
    UUID after = open(Duration.ofHours(24));
    backend.log().commit();
    backend.awaitRedisCaughtUp("sessions-live");

    assertThat(session(before)).containsEntry("roles", "user,operator");
    assertThat(session(after)).containsEntry("roles", "user,operator");
  }

  @Test
  void aSessionThatHasExpiredAlreadyLeavesNothing() {
    UUID session = open(Duration.ofMinutes(30));
    backend.log().commit();

    run();
    write(new RolesChanged(List.of("operator")));

    assertThat(session(session)).isEmpty();
    assertThat(backend.redis().exists("sessions:" + ada)).isFalse();
  }

  @Test
  void anAccountOfWhichSomethingIsParkedHasNoOpenSession() {
    UUID session = open(Duration.ofHours(24));
    backend.log().commit();
    run();

    backend.log().send(Topics.ACCOUNT_EVENTS, Keys.of(ada), GARBAGE).commit();
    backend.awaitRedisCaughtUp("sessions-live");

    assertThat(session(session)).isEmpty();
  }

  @Test
  void theHeartbeatLastsAsLongAsTheProjector() {
    ProjectionLoop<?> loop = backend.run(new SessionKeyProjection());
    await().atMost(PATIENCE).until(this::hasHeartbeat);

    loop.close();

    await().atMost(PATIENCE).until(() -> !hasHeartbeat());
  }

  @Test
  void aRedisThatWasFlushedBehindAnIdleProjectorIsFilledAgainAndBeatsOnlyThen() {
    UUID open = open(Duration.ofHours(24));
    UUID closed = open(Duration.ofHours(24));
    backend.log().account(Events.account(ada, 9, at, new SessionClosed(closed))).commit();
    run();
    await().atMost(PATIENCE).until(this::hasHeartbeat);

    backend.redis().flushDB();
    // While the heartbeat exists, no session is missing. The order of the two reads matters.
    await().atMost(PATIENCE).until(this::hasHeartbeat);

    assertThat(session(open)).containsEntry("roles", "user");
    assertThat(session(closed)).isEmpty();
  }

  @Test
  void positionsThatAreLostTakeTheHeartbeatWithThem() {
    UUID session = open(Duration.ofHours(24));
    backend.log().commit();
    run();
    await().atMost(PATIENCE).until(this::hasHeartbeat);
    String before = backend.redis().get(KEYS.heartbeat());

    backend.redis().del(KEYS.positions(), "session:" + session);

    await().atMost(PATIENCE).until(() -> !session(session).isEmpty() && hasHeartbeat());
    assertThat(backend.redis().get(KEYS.heartbeat())).isGreaterThan(before);
  }

  @Test
  void theHeartbeatNeedsEveryPartition() {
    ProjectionLoop<?> loop = backend.run(new SessionKeyProjection());
    await().atMost(PATIENCE).until(this::hasHeartbeat);
    loop.close();
    await().atMost(PATIENCE).until(() -> !hasHeartbeat());

    // Simulates another projector that owns a partition and no longer beats.
    backend.redis().hset(KEYS.beats(), Map.of("auth.events:99", "0"));
    ProjectionLoop<?> next = backend.run(new SessionKeyProjection());
    backend.awaitState(next, LoopState.Running.class);
    String first = backend.redis().hget(KEYS.beats(), "auth.events:0");
    await()
        .atMost(PATIENCE)
        .until(() -> !backend.redis().hget(KEYS.beats(), "auth.events:0").equals(first));

    assertThat(hasHeartbeat()).isFalse();
  }

  @Test
  void nobodyIsLetInByARetryThatLeavesSomethingParked() {
    backend.log().send(Topics.ACCOUNT_EVENTS, Keys.of(ada), GARBAGE);
    UUID early = open(Duration.ofHours(24));
    backend.log().send(Topics.ACCOUNT_EVENTS, Keys.of(ada), GARBAGE);
    UUID late = open(Duration.ofHours(24));
    backend.log().commit();
    run();

    assertThat(skipFirst()).isEqualTo(new Retry.Result(2, 1));
    assertThat(session(early)).isEmpty();
    assertThat(session(late)).isEmpty();
    assertThat(skipFirst()).isEqualTo(new Retry.Result(2, 0));

    assertThat(session(early)).isEmpty();
    assertThat(session(late)).containsEntry("roles", "user");
    write(new SessionClosed(late));
    assertThat(session(late)).isEmpty();
  }

  /** Skips the first parked record of ada, and applies the later ones. */
  private Retry.Result skipFirst() {
    SessionKeyProjection projection = new SessionKeyProjection();
    RedisParked<List<SessionFact>> parked =
        new RedisParked<>(backend.redis(), projection, Clock.systemUTC());
    TopicPartition partition =
        new TopicPartition(Topics.ACCOUNT_EVENTS, Keys.partition(Keys.of(ada)));
    ParkedEvent first = parked.heads(partition, -1, Selection.ALL, 1).getFirst();
    backend
        .log()
        .audit(ada, Events.skipped("sessions-live", first.at(), first.streamKey(), "a test"))
        .commit();
    parked.skipped(new SkipLog(backend.kafka()));
    try (RecordReader log = new RecordReader(backend.kafka())) {
      return new Retry<>(parked, projection, log, _ -> {}).run(Selection.ALL);
    }
  }

  private void run() {
    backend.run(new SessionKeyProjection());
    backend.awaitRedisCaughtUp("sessions-live");
  }

  private UUID open(Duration expiry) {
    UUID session = UUID.randomUUID();
    backend
        .log()
        .account(
            Events.account(ada, 8, at, new SessionOpened(session, at.plus(expiry), null, null)));
    return session;
  }

  private void write(AccountEvent event) {
    backend.log().account(Events.account(ada, 9, at, event)).commit();
    backend.awaitRedisCaughtUp("sessions-live");
  }

  private Map<String, String> session(UUID id) {
    return backend.redis().hgetAll("session:" + id);
  }

  private boolean hasHeartbeat() {
    return backend.redis().exists(KEYS.heartbeat());
  }
}
