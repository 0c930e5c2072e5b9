package io.cogniscribe.projections.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.account.AccountEvent.AccountDeactivated;
import io.cogniscribe.account.AccountEvent.SessionClosed;
import io.cogniscribe.account.AccountEvent.SessionOpened;
import io.cogniscribe.account.AccountEvent.SessionsClosed;
import io.cogniscribe.projections.engine.LoopState;
import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the sessions table after account events, and its heartbeat. */
@RealServers
final class SessionProjectionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant AT = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant LATER = AT.plusSeconds(60);
  private static final Instant EXPIRY = AT.plus(Duration.ofHours(24));
  private static final String ALIVE =
      "SELECT count(*) = 8 AS alive FROM projection_positions WHERE projection = 'sessions'"
          + " AND beat_at > now() - interval '5 seconds'";

  private final UUID ada = UUID.randomUUID();
  private final UUID bob = UUID.randomUUID();
  private final Backend backend;

  SessionProjectionTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void aSessionHasARowThatSaysWhenItEnded() {
    UUID session = open(ada);
    backend.log().commit();
    backend.run(new SessionProjection());
    backend.awaitCaughtUp("sessions");
    assertThat(backend.query("SELECT * FROM sessions"))
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("id", session)
                .containsEntry("user_id", ada)
                .containsEntry("user_agent", "browser")
                .containsEntry("opened_at", AT)
                .containsEntry("expires_at", EXPIRY)
                .containsEntry("closed_at", null));

    backend.log().account(Events.account(ada, 9, LATER, new SessionClosed(session))).commit();
    backend.awaitCaughtUp("sessions");

    assertThat(backend.query("SELECT closed_at FROM sessions"))
        .containsExactly(Map.of("closed_at", LATER));
  }

  @Test
  void closingsOfOneBatchEndStoredSessionsAtTheFirstThatMeansThem() {
    UUID kept = open(ada);
    UUID other = open(ada);
    UUID bobs = open(bob);
    backend.log().commit();
    backend.run(new SessionProjection());
    backend.awaitCaughtUp("sessions");

    backend
        .log()
        .account(Events.account(ada, 9, LATER, new SessionsClosed(kept)))
        .account(Events.account(ada, 10, LATER.plusSeconds(1), new AccountDeactivated()))
        .commit();
    backend.awaitCaughtUp("sessions");

    assertThat(backend.query("SELECT id, closed_at FROM sessions WHERE closed_at IS NOT NULL"))
        .containsExactlyInAnyOrder(
            Map.of("id", other, "closed_at", LATER),
            Map.of("id", kept, "closed_at", LATER.plusSeconds(1)));
    assertThat(backend.query("SELECT id FROM sessions WHERE closed_at IS NULL"))
        .containsExactly(Map.of("id", bobs));
  }

  @Test
  void theBeatOfAProjectorThatIsGoneGrowsOld() {
    ProjectionLoop<?> loop = backend.run(new SessionProjection());
    await().atMost(PATIENCE).until(this::isAlive);

    loop.close();

    await().atMost(PATIENCE).until(() -> !isAlive());
  }

  @Test
  void tablesThatAreEmptiedBehindAnIdleProjectorAreFilledAgain() {
    open(ada);
    backend.log().commit();
    ProjectionLoop<?> loop = backend.run(new SessionProjection());
    await().atMost(PATIENCE).until(this::isAlive);

    backend.execute("TRUNCATE sessions, projection_positions");

    await()
        .atMost(PATIENCE)
        .until(() -> backend.query("SELECT id FROM sessions").size() == 1 && isAlive());
    backend.awaitState(loop, LoopState.Running.class);
  }

  private UUID open(UUID user) {
    UUID session = UUID.randomUUID();
    backend
        .log()
        .account(
            Events.account(
                user, 8, AT, new SessionOpened(session, EXPIRY, "192.0.2.1", "browser")));
    return session;
  }

  private boolean isAlive() {
    return backend.query(ALIVE).equals(List.of(Map.of("alive", true)));
  }
}
