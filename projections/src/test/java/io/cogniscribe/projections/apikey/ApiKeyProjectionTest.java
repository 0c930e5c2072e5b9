package io.cogniscribe.projections.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.account.AccountEvent.ApiKeyIssued;
import io.cogniscribe.account.AccountEvent.ApiKeyRevoked;
import io.cogniscribe.account.AccountEvent.SessionOpened;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the API key table after account events, and its heartbeat. */
@RealServers
final class ApiKeyProjectionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant AT = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant LATER = AT.plusSeconds(60);
  private static final Instant EXPIRY = AT.plus(Duration.ofDays(30));
  private static final String HASH = "9f86d0".repeat(10) + "abcd";
  private static final String ALIVE =
      "SELECT count(*) = 8 AS alive FROM projection_positions WHERE projection = 'api-keys'"
          + " AND beat_at > now() - interval '5 seconds'";

  private final UUID key = UUID.randomUUID();
  private final Backend backend;

  ApiKeyProjectionTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void aKeyHasARowThatSaysWhenItWasRevoked() {
    issue(key, EXPIRY);
    fold();
    assertThat(keys())
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("id", key)
                .containsEntry("label", "whisper-1")
                .containsEntry("role", "worker")
                .containsEntry("secret_hash", HASH)
                .containsEntry("issued_by", Events.WORKER.id())
                .containsEntry("created_at", AT)
                .containsEntry("expires_at", EXPIRY)
                .containsEntry("revoked_at", null)
                .containsEntry("version", 1L));

    revoke(key, 2, LATER);
    backend.awaitCaughtUp("api-keys");

    assertThat(keys())
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("secret_hash", HASH)
                .containsEntry("revoked_at", LATER)
                .containsEntry("version", 2L));
  }

  @Test
  void aKeyThatIsIssuedAndRevokedInOneBatchIsRevokedAndOthersAreNot() {
    UUID other = UUID.randomUUID();
    backend
        .log()
        .account(Events.account(key, 1, AT, issued(null)))
        .account(Events.account(other, 1, AT, issued(null)))
        .account(Events.account(key, 2, LATER, new ApiKeyRevoked()))
        .account(Events.account(key, 3, LATER.plusSeconds(1), new ApiKeyRevoked()))
        .commit();
    fold();

    assertThat(keys())
        .extracting(row -> row.get("id"), row -> row.get("revoked_at"), row -> row.get("version"))
        .containsExactlyInAnyOrder(tuple(key, LATER, 2L), tuple(other, null, 1L));
  }

  @Test
  void whatConcernsNoKeyLeavesNoRow() {
    UUID ada = UUID.randomUUID();
    backend
        .log()
        .account(Events.registered(ada, "ada", "ada@example.com", AT))
        .account(Events.account(ada, 5, AT, new SessionOpened(key, EXPIRY, null, null)))
        .commit();
    fold();

    assertThat(keys()).isEmpty();
  }

  @Test
  void aHistoryThatNoDeciderWritesParksTheKey() {
    UUID doubled = UUID.randomUUID();
    revoke(key, 2, LATER);
    issue(doubled, null);
    issue(doubled, EXPIRY);
    fold();

    assertThat(keys())
        .extracting(row -> row.get("id"), row -> row.get("expires_at"))
        .containsExactly(tuple(doubled, null));
    assertThat(parked()).containsExactlyInAnyOrder(key.toString(), doubled.toString());
  }

  @Test
  void aLabelThatNoColumnHoldsParksTheKeyAndItsRevocation() {
    backend
        .log()
        .account(
            Events.account(key, 1, AT, new ApiKeyIssued("x".repeat(101), "worker", HASH, null)))
        .account(Events.account(key, 2, LATER, new ApiKeyRevoked()))
        .commit();
    fold();

    assertThat(keys()).isEmpty();
    assertThat(parked()).containsExactly(key.toString(), key.toString());
  }

  @Test
  void aStoreWhereOtherProjectionsAreAheadIsFilledFromTheBeginning() {
    issue(key, null);
    backend.execute(
        "INSERT INTO projection_positions (projection, topic, \"partition\", topic_id, next_offset,"
            + " cause_offset, owner, updated_at) SELECT 'users', 'auth.events', n, 'id', 99, -1,"
            + " gen_random_uuid(), now() FROM generate_series(0, 7) n");
    fold();

    assertThat(keys()).hasSize(1);
  }

  @Test
  void theBeatOfAProjectorThatIsGoneGrowsOld() {
    ProjectionLoop<?> loop = backend.run(new ApiKeyProjection());
    await().atMost(PATIENCE).until(this::isAlive);

    loop.close();

    await().atMost(PATIENCE).until(() -> !isAlive());
  }

  @Test
  void tablesThatAreEmptiedBehindAnIdleProjectorAreFilledAgain() {
    issue(key, null);
    ProjectionLoop<?> loop = fold();
    await().atMost(PATIENCE).until(this::isAlive);

    backend.execute("TRUNCATE api_keys, projection_positions");

    await().atMost(PATIENCE).until(() -> keys().size() == 1 && isAlive());
    backend.awaitState(loop, LoopState.Running.class);
  }

  private ProjectionLoop<?> fold() {
    ProjectionLoop<?> loop = backend.run(new ApiKeyProjection());
    backend.awaitCaughtUp("api-keys");
    return loop;
  }

  private void issue(UUID id, @Nullable Instant expiresAt) {
    backend.log().account(Events.account(id, 1, AT, issued(expiresAt))).commit();
  }

  private void revoke(UUID id, long version, Instant at) {
    backend.log().account(Events.account(id, version, at, new ApiKeyRevoked())).commit();
  }

  private static ApiKeyIssued issued(@Nullable Instant expiresAt) {
    return new ApiKeyIssued("whisper-1", "worker", HASH, expiresAt);
  }

  private List<Map<String, @Nullable Object>> keys() {
    return backend.query("SELECT * FROM api_keys");
  }

  private List<String> parked() {
    return backend
        .query("SELECT stream_key FROM parked_events WHERE projection = 'api-keys'")
        .stream()
        .map(row -> String.valueOf(row.get("stream_key")))
        .toList();
  }

  private boolean isAlive() {
    return backend.query(ALIVE).equals(List.of(Map.of("alive", true)));
  }
}
