package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.query.RunningService.Answer;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.web.security.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Checks which sessions are accepted. Heartbeats concern all users, so this class uses its own
 * stores.
 */
@RealServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTest {

  private static final String HEARTBEAT = "projection:sessions-live:heartbeat";

  private final Fixture fixture;
  private final RunningService service;
  private final ReadModel tables;
  private final UUID operator = UUID.randomUUID();
  private UUID alice = UUID.randomUUID();
  private UUID session = UUID.randomUUID();

  SessionTest(TestServers servers) {
    fixture = new Fixture(servers);
    service = fixture.service();
    tables = fixture.tables();
  }

  @BeforeEach
  void aliceHasAnOpenSession() {
    alice = UUID.randomUUID();
    session = UUID.randomUUID();
    tables.user(alice, "u" + alice.toString().substring(0, 8));
    tables.session(session, alice, Instant.now().minus(Duration.ofHours(1)));
    tables.beat();
    fixture.redis().opsForValue().set(HEARTBEAT, "1");
    putActive("user");
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @Test
  void acceptsACallerWhenTheSessionIsOpen() {
    assertThat(me().status()).isEqualTo(200);
  }

  @Test
  void refusesACallerWhenTheSessionIsClosed() {
    fixture.redis().delete("session:" + session);

    assertThat(me().status()).isEqualTo(401);
    assertThat(me().code()).isEqualTo("session_ended");
    assertThat(me().header("WWW-Authenticate")).contains("Bearer");
  }

  @Test
  void waitsWhenASessionHasJustBegun() {
    // In the future, so that a pause of this machine does not exceed the 2 seconds.
    session = UuidCreator.getTimeOrderedEpoch(Instant.now().plusSeconds(60));
    CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(this::me);

    putActive("user");

    assertThat(answer.join().status()).isEqualTo(200);
  }

  @Test
  void refusesASessionWhenItNeverArrives() {
    session = UuidCreator.getTimeOrderedEpoch();

    assertThat(me().code()).isEqualTo("session_ended");
  }

  @Test
  void doesNotWaitWhenARecentSessionIsClosed() {
    // Otherwise the service would wait for it until the year 2100.
    session = UuidCreator.getTimeOrderedEpoch(Instant.parse("2100-01-01T00:00:00Z"));
    tables.session(session, alice, Instant.now());
    tables.execute("UPDATE sessions SET closed_at = now() WHERE id = '" + session + "'");

    assertThat(me().code()).isEqualTo("session_ended");
  }

  @Test
  void refusesATokenWhenTheSessionIsAnothers() {
    assertThat(service.getInSession(operator, Role.USER, session, "/api/users/me").code())
        .isEqualTo("session_ended");
    fixture.redis().delete(HEARTBEAT);
    assertThat(service.getInSession(operator, Role.USER, session, "/api/users/me").code())
        .isEqualTo("session_ended");
  }

  @Test
  void refusesATokenWhenItsSessionIsUnreadable() {
    assertThat(service.getInSession(alice, Role.USER, "x", "/api/users/me").code())
        .isEqualTo("unauthorized");
  }

  @Test
  void usesTheCurrentRolesInsteadOfTheTokens() {
    String path = "/api/users/" + alice;
    assertThat(service.getInSession(alice, Role.OPERATOR, session, path).status()).isEqualTo(403);

    putActive("user,operator");
    assertThat(service.getInSession(alice, Role.USER, session, path).status()).isEqualTo(200);

    fixture.redis().delete(HEARTBEAT);
    tables.execute("UPDATE users SET roles = '{user}' WHERE id = '" + alice + "'");
    assertThat(service.getInSession(alice, Role.OPERATOR, session, path).status()).isEqualTo(403);
  }

  @Test
  void readsTheTablesWhenRedisIsEmptyOrLags() {
    fixture.redis().delete(List.of(HEARTBEAT, "session:" + session));
    assertThat(me().status()).isEqualTo(200);

    tables.execute("UPDATE sessions SET closed_at = now() WHERE id = '" + session + "'");
    assertThat(me().code()).isEqualTo("session_ended");
  }

  @Test
  void refusesExpiredSessionsAndDeactivatedAccountsByTheTables() {
    fixture.redis().delete(HEARTBEAT);
    tables.execute("UPDATE users SET is_active = false WHERE id = '" + alice + "'");
    assertThat(me().code()).isEqualTo("session_ended");

    tables.execute("UPDATE users SET is_active = true WHERE id = '" + alice + "'");
    assertThat(me().status()).isEqualTo(200);
    tables.execute("UPDATE sessions SET expires_at = now() WHERE id = '" + session + "'");
    assertThat(me().code()).isEqualTo("session_ended");
  }

  @Test
  void answers503WhenBothStoresLag() {
    fixture.redis().delete(HEARTBEAT);
    for (String projection : new String[] {"sessions", "users"}) {
      tables.beat();
      tables.execute(
          "UPDATE projection_positions SET beat_at = now() - interval '6 seconds'"
              + " WHERE \"partition\" = 7 AND projection = '%s'".formatted(projection));

      Answer answer = me();

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("revocation_unknown");
      assertThat(answer.header("Retry-After")).isNotEmpty();
    }
  }

  @Test
  void answers503WhenAnEventOfTheAccountIsParked() {
    fixture.redis().delete(HEARTBEAT);
    tables.execute(
        "INSERT INTO parked_events (projection, topic, \"partition\", \"offset\", stream_key,"
            + " parked_at) VALUES ('sessions', 'auth.events', 0, 1, '%s', now())".formatted(alice));

    assertThat(me().code()).isEqualTo("revocation_unknown");
  }

  @Test
  void listsTheUsersOpenSessionsNewestFirst() {
    UUID newer = UUID.randomUUID();
    UUID closed = UUID.randomUUID();
    Instant now = Instant.now();
    tables.session(newer, alice, now);
    tables.session(closed, alice, now);
    tables.session(UUID.randomUUID(), operator, now);
    tables.execute("UPDATE sessions SET closed_at = now() WHERE id = '" + closed + "'");

    Answer answer = service.getInSession(alice, Role.USER, session, "/api/auth/sessions");

    assertThat(answer.json().at("/items").size()).isEqualTo(2);
    assertThat(answer.text("/items/0/session_id")).isEqualTo(newer.toString());
    assertThat(answer.json().at("/items/0/current").asBoolean()).isFalse();
    assertThat(answer.text("/items/1/session_id")).isEqualTo(session.toString());
    assertThat(answer.json().at("/items/1").propertyNames())
        .containsExactly(
            "session_id", "opened_at", "expires_at", "client_address", "user_agent", "current");
    assertThat(answer.json().at("/items/1/current").asBoolean()).isTrue();
    assertThat(answer.text("/items/1/client_address")).isEqualTo("192.0.2.1");
  }

  @Test
  void refusesAnothersSessionsUnlessTheCallerIsAnOperator() {
    String path = "/api/users/" + alice + "/sessions";

    assertThat(service.get(operator, Role.OPERATOR, path).json().at("/items").size()).isEqualTo(1);
    for (Role role : List.of(Role.USER, Role.WORKER, Role.PRODUCER)) {
      assertThat(service.get(alice, role, path).code()).isEqualTo("forbidden");
    }
  }

  private Answer me() {
    return service.getInSession(alice, Role.USER, session, "/api/users/me");
  }

  private void putActive(String roles) {
    fixture
        .redis()
        .opsForHash()
        .putAll(
            "session:" + session,
            Map.of("user_id", alice.toString(), "roles", roles, "expires_at", "9999999999999"));
  }
}
