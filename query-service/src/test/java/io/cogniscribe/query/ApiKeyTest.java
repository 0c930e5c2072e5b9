package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.query.RunningService.Answer;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.web.security.ApiKey;
import io.cogniscribe.web.security.Role;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks which API keys are accepted. Heartbeats concern all keys, so this class uses its own
 * stores.
 */
@RealServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeyTest {

  private final Fixture fixture;
  private final RunningService service;
  private final ReadModel tables;
  private final UUID operator = UUID.randomUUID();
  private ApiKey key = random(UUID.randomUUID());

  ApiKeyTest(TestServers servers) {
    fixture = new Fixture(servers);
    service = fixture.service();
    tables = fixture.tables();
  }

  @BeforeEach
  void aWorkerHasAKey() {
    tables.execute("DELETE FROM api_keys");
    key = random(UUID.randomUUID());
    tables.apiKey(key.id(), key.secretHash(), Instant.now());
    tables.beat();
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @Test
  void showsAWorkerTheJobsThatItStartedByKey() {
    UUID started = tables.pendingJob(UUID.randomUUID());
    tables.history(started, 2, "JobStarted", "processing", key.id().toString());
    UUID another = tables.pendingJob(UUID.randomUUID());

    assertThat(service.getByKey(key.text(), "/api/jobs/" + started).status()).isEqualTo(200);
    assertThat(service.getByKey(key.text(), "/api/jobs/" + another).status()).isEqualTo(404);
  }

  @Test
  void refusesAKeyWhenItWasRevokedBetweenTwoRequests() {
    assertThat(read(key).status()).isEqualTo(200);

    change("revoked_at = now()");

    assertShutOut(read(key));
  }

  @Test
  void refusesAKeyWhenItHasExpired() {
    change("expires_at = now() + interval '1 hour'");
    assertThat(read(key).status()).isEqualTo(200);

    change("expires_at = now()");
    assertShutOut(read(key));
  }

  @Test
  void refusesAKeyWhenItsSecretIsWrong() {
    assertShutOut(read(random(key.id())));
    assertThat(read(key).status()).isEqualTo(200);
  }

  @Test
  void answersAlikeWhenAKeyIsUnknownOrRevoked() {
    Answer unknown = read(random(UUID.randomUUID()));
    change("revoked_at = now()");
    Answer revoked = read(key);

    assertShutOut(unknown);
    assertThat(unknown.text("/detail")).isEqualTo(revoked.text("/detail"));
    assertThat(unknown.header("WWW-Authenticate")).contains("Bearer");
  }

  @Test
  void refusesTheHashOfTheSecret() {
    ApiKey guess = new ApiKey(key.id(), key.secretHash().substring(0, 43));

    assertShutOut(read(guess));
  }

  @Test
  void refusesAKeyWhenItsRoleIsUnknown() {
    change("role = 'emperor'");

    assertShutOut(read(key));
  }

  @Test
  void allowsAKeyOnlyTheRightsOfItsRole() {
    assertThat(service.getByKey(key.text(), "/api/users").code()).isEqualTo("forbidden");
    assertThat(service.getByKey(key.text(), "/api/api-keys").code()).isEqualTo("forbidden");
    assertThat(service.getByKey(key.text(), "/api/users/me").code()).isEqualTo("user_not_found");
  }

  @Test
  void answers503WhenTheTableLags() {
    tables.execute(
        "UPDATE projection_positions SET beat_at = now() - interval '6 seconds'"
            + " WHERE \"partition\" = 7 AND projection = 'api-keys'");

    for (ApiKey any : List.of(key, random(UUID.randomUUID()))) {
      Answer answer = read(any);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("revocation_unknown");
      assertThat(answer.header("Retry-After")).isNotEmpty();
    }
    tables.execute("DELETE FROM projection_positions WHERE projection = 'api-keys'");
    assertThat(read(key).code()).isEqualTo("revocation_unknown");
  }

  @Test
  void ignoresTheHeartbeatsOfOtherProjections() {
    tables.execute("UPDATE projection_positions SET beat_at = NULL WHERE projection = 'api-keys'");

    assertThat(read(key).code()).isEqualTo("revocation_unknown");
  }

  @Test
  void answers503WhenAnEventOfTheKeyIsParked() {
    tables.execute(
        "INSERT INTO parked_events (projection, topic, \"partition\", \"offset\", stream_key,"
            + " parked_at) VALUES ('api-keys', 'auth.events', 0, 1, '%s', now())"
                .formatted(key.id()));

    assertThat(read(key).code()).isEqualTo("revocation_unknown");
  }

  @Test
  void waitsWhenAKeyWasJustIssued() {
    // In the future, so that a pause of this machine does not exceed the 2 seconds.
    Instant issued = Instant.now().plusMillis(1_900);
    ApiKey young = random(UuidCreator.getTimeOrderedEpoch(issued));
    CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> read(young));

    tables.apiKey(young.id(), young.secretHash(), Instant.now());

    assertThat(answer.join().status()).isEqualTo(200);
  }

  @Test
  void refusesAKeyWhenItLooksRecentButNeverArrives() {
    assertShutOut(read(random(UuidCreator.getTimeOrderedEpoch())));
  }

  @Test
  void acceptsOthersWhenManyKeysAreInvented() {
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Answer>> flood =
          IntStream.range(0, 200)
              .mapToObj(_ -> random(UuidCreator.getTimeOrderedEpoch()))
              .map(young -> CompletableFuture.supplyAsync(() -> read(young), clients))
              .toList();

      assertThat(read(key).status()).isEqualTo(200);
      assertThat(flood)
          .extracting(answer -> answer.join().code())
          .containsOnly("invalid_api_key", "revocation_unknown");
    }
  }

  @Test
  void listsKeysWithTheirIssuerAndWithoutHashes() {
    change("revoked_at = '2026-03-02T10:00:00Z', expires_at = '2027-03-01T10:00:00Z'");
    Answer answer = service.get(operator, Role.OPERATOR, "/api/api-keys");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/items").size()).isEqualTo(1);
    assertThat(answer.json().at("/items/0").propertyNames())
        .containsExactly(
            "id", "label", "role", "issued_by", "created_at", "expires_at", "revoked_at");
    assertThat(answer.text("/items/0/id")).isEqualTo(key.id().toString());
    assertThat(answer.text("/items/0/issued_by")).isEqualTo("operator-1");
    assertThat(answer.text("/items/0/revoked_at")).isEqualTo("2026-03-02T10:00:00Z");
    assertThat(answer.text("/items/0/expires_at")).isEqualTo("2027-03-01T10:00:00Z");
    assertThat(answer.response().body()).doesNotContain(key.secretHash());
  }

  @Test
  void listsEveryKeyOnceWhenTimesAreEqual() {
    Instant at = Instant.parse("2026-03-01T10:00:00.123456Z");
    for (int i = 0; i < 6; i++) {
      tables.apiKey(UUID.randomUUID(), key.secretHash(), at);
    }
    List<String> seen = new ArrayList<>();
    String path = "/api/api-keys?limit=2";
    while (!path.isEmpty()) {
      Answer page = service.get(operator, Role.OPERATOR, path);
      page.json().at("/items").valueStream().forEach(k -> seen.add(k.at("/id").asString()));
      String cursor = page.text("/next_cursor");
      path = cursor.isEmpty() ? "" : "/api/api-keys?limit=2&cursor=" + cursor;
    }

    assertThat(seen).hasSize(7).doesNotHaveDuplicates().startsWith(key.id().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "cursor=x"})
  void answers422WhenThePageIsInvalid(String query) {
    assertThat(service.get(operator, Role.OPERATOR, "/api/api-keys?" + query).status())
        .isBetween(400, 422);
  }

  @Test
  void refusesTheListWhenTheCallerIsNoOperator() {
    for (Role role : List.of(Role.USER, Role.WORKER, Role.PRODUCER)) {
      assertThat(service.get(operator, role, "/api/api-keys").code()).isEqualTo("forbidden");
    }
  }

  @Test
  void listsAKeyWhenItWasJustIssued() {
    assertThat(
            service
                .get(
                    operator,
                    Role.OPERATOR,
                    "/api/api-keys",
                    "Consistency-Token",
                    "auth.commands:3:99")
                .code())
        .isEqualTo("projection_behind");
    tables.position("api-keys", "auth.events", 3, 99);
    assertThat(
            service
                .get(
                    operator,
                    Role.OPERATOR,
                    "/api/api-keys",
                    "Consistency-Token",
                    "auth.commands:3:99")
                .status())
        .isEqualTo(200);
  }

  private Answer read(ApiKey with) {
    return service.getByKey(with.text(), "/api/jobs");
  }

  private void change(String assignments) {
    tables.execute("UPDATE api_keys SET %s WHERE id = '%s'".formatted(assignments, key.id()));
  }

  private static ApiKey random(UUID id) {
    return ApiKey.random(id, new SecureRandom());
  }

  private static void assertShutOut(Answer answer) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("invalid_api_key");
  }
}
