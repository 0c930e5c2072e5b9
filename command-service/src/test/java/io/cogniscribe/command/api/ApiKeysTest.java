package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.Api.Call;
import io.cogniscribe.command.api.Api.Client;
import io.cogniscribe.web.security.ApiKey;
import io.cogniscribe.web.security.Role;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API keys: their issue, use, revocation and expiry. */
final class ApiKeysTest extends EdgeTest {

  private static final String PATH = "/api/api-keys";

  @Test
  void aKeyIsShownOnceToTheOperatorWhoAskedForIt() {
    Instant expiry = Instant.parse("2099-12-31T12:00:00.123456Z");

    Answer issued = issue("worker", "GPU 1, cellar", ", \"expires_at\": \"" + expiry + "\"");

    assertThat(issued.status()).as(issued.body()).isEqualTo(201);
    assertThat(issued.json().propertyNames())
        .containsExactly("id", "label", "role", "expires_at", "api_key");
    assertThat(issued.text("label")).isEqualTo("GPU 1, cellar");
    assertThat(issued.text("role")).isEqualTo("worker");
    assertThat(issued.text("expires_at")).isEqualTo(expiry.toString());
    assertThat(issued.text("api_key"))
        .matches("cgk_[0-9a-f]{32}_[A-Za-z0-9_-]{43}")
        .contains(issued.text("id").replace("-", ""));
    assertThat(issued.header("Cache-Control")).isEqualTo("no-store");
    assertThat(issued.header("Consistency-Token")).startsWith("auth.commands:");
  }

  @Test
  void aWorkerDoesHisWorkWithAKey() {
    String job = jobOf(api.somebody(Role.USER));
    String key = keyOf("worker");

    assertThat(with(key, api.post(job + "/start")).send().status()).isEqualTo(200);
    Answer failed =
        with(key, api.post(job + "/fail", "{\"error_code\": \"transcription_failed\"}")).send();

    assertThat(failed.status()).as(failed.body()).isEqualTo(200);
  }

  @Test
  void aProducerSubmitsForOthersWithAKeyAndReadsTheOutcome() {
    String key = keyOf("producer");
    UUID somebody = new People(api).withAccount(Role.USER).id();
    String forSomebody = recording().replace("{", "{\"user_id\": \"" + somebody + "\", ");

    Answer submitted = with(key, api.post("/api/jobs", forSomebody)).send();

    assertThat(submitted.status()).as(submitted.body()).isEqualTo(201);
    String outcome = "/api/commands/" + submitted.text("command_id");
    assertThat(with(key, api.get(outcome)).send().status()).isEqualTo(200);
    assertProblem(with(keyOf("producer"), api.get(outcome)).send(), 404, "command_not_found");
  }

  @Test
  void aKeyMayDoWhatItsRoleMayAndNoMore() {
    String job = jobOf(api.somebody(Role.USER));

    assertProblem(with(keyOf("producer"), api.post(job + "/start")).send(), 403, "forbidden");
    assertProblem(
        with(keyOf("worker"), api.post("/api/users/" + UUID.randomUUID() + "/deactivate")).send(),
        403,
        "forbidden");
    assertProblem(with(keyOf("worker"), api.post("/api/auth/logout")).send(), 409, "no_session");
  }

  @Test
  void whoRepeatsTheRequestGetsAnotherKey() {
    Client operator = api.somebody(Role.OPERATOR);
    Call first = api.post(PATH, body("worker", "twin", "")).with("Idempotency-Key", "same");
    Call second = api.post(PATH, body("worker", "twin", "")).with("Idempotency-Key", "same");

    String one = first.by(operator).with("Prefer", "respond-async").send().text("api_key");
    String other = second.by(operator).send().text("api_key");

    assertThat(one).isNotEmpty();
    assertThat(other).isNotEmpty().isNotEqualTo(one);
    assertLetIn(one);
    assertLetIn(other);
  }

  @Test
  void aRevokedKeyIsWorthlessAtTheNextRequest() {
    Answer issued = issue("worker", "whisper", "");
    String key = issued.text("api_key");
    assertLetIn(key);

    Answer revoked = revoke(issued.id("id"));

    assertThat(revoked.status()).as(revoked.body()).isEqualTo(200);
    assertThat(revoked.text("status")).isEqualTo("revoked");
    await().untilAsserted(() -> assertShutOut(key));
    assertProblem(revoke(issued.id("id")), 404, "api_key_not_found");
  }

  @Test
  void aKeyThatExpiresIsGoodUntilThenAndNotAfterwards() {
    ShortLived good = goodOnce(2);

    await().untilAsserted(() -> assertShutOut(good.key()));

    assertThat(Instant.now()).isAfterOrEqualTo(good.expiry());
  }

  private record ShortLived(String key, Instant expiry) {}

  /**
   * Returns a key that was valid when it was used; a key that expired before its use proves
   * nothing.
   */
  private ShortLived goodOnce(int seconds) {
    Instant expiry = Instant.now().plusSeconds(seconds);
    String key = issue("worker", "short", ", \"expires_at\": \"" + expiry + "\"").text("api_key");
    Answer used = with(key, api.get(nothing())).send();
    if (Instant.now().isAfter(expiry)) {
      return goodOnce(2 * seconds);
    }
    assertProblem(used, 404, "command_not_found");
    return new ShortLived(key, expiry);
  }

  @Test
  void theRightIdWithAnotherSecretOpensNothing() {
    Answer issued = issue("worker", "whisper", "");
    String other = ApiKey.random(issued.id("id"), new SecureRandom()).text();

    assertShutOut(other);
    assertLetIn(issued.text("api_key"));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 7})
  void anInventedKeyIsAnsweredLikeARevokedOne(int version) {
    UUID id = version == 7 ? UuidCreator.getTimeOrderedEpoch() : UUID.randomUUID();

    assertShutOut(ApiKey.random(id, new SecureRandom()).text());
  }

  @Test
  void theIdOfAPersonIsNoKey() {
    Client ada = api.somebody(Role.USER);

    assertShutOut(ApiKey.random(ada.id(), new SecureRandom()).text());
    assertProblem(revoke(ada.id()), 404, "api_key_not_found");
  }

  @Test
  void aFloodOfInventedKeysKeepsNobodyElseOut() {
    String good = keyOf("worker");
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Answer>> flood =
          IntStream.range(0, 300)
              .mapToObj(_ -> ApiKey.random(UuidCreator.getTimeOrderedEpoch(), new SecureRandom()))
              .map(key ->
                  CompletableFuture.supplyAsync(
                      () -> with(key.text(), api.get(nothing())).send(), clients))
              .toList();

      assertLetIn(good);
      String young = keyOf("producer");
      await().untilAsserted(() -> assertLetIn(young));

      // On a busy machine, some requests may have to be sent again.
      assertThat(flood)
          .extracting(answer -> answer.join().text("code"))
          .contains("invalid_api_key")
          .isSubsetOf("invalid_api_key", "revocation_unknown");
    }
  }

  @Test
  void aKeyIsNotSentTogetherWithAToken() {
    String key = keyOf("worker");

    assertProblem(
        with(key, api.get(nothing())).by(api.somebody(Role.OPERATOR)).send(),
        400,
        "ambiguous_credentials");
    assertProblem(with(key, with(key, api.get(nothing()))).send(), 400, "ambiguous_credentials");
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"USER", "WORKER", "PRODUCER"})
  void onlyOperatorsIssueAndRevokeKeys(Role role) {
    Client somebody = api.somebody(role);
    Answer issued = issue("worker", "whisper", "");

    assertProblem(api.post(PATH, body("worker", "mine", "")).by(somebody).send(), 403, "forbidden");
    assertProblem(api.delete(PATH + "/" + issued.text("id")).by(somebody).send(), 403, "forbidden");
    assertLetIn(issued.text("api_key"));
  }

  @Test
  void aKeyMakesNoOtherKeys() {
    String key = keyOf("producer");

    assertProblem(
        with(key, api.post(PATH, body("producer", "child", ""))).send(), 403, "forbidden");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "label      | {'label': '', 'role': 'worker'}",
        "label      | {'label': ' a', 'role': 'worker'}",
        "label      | {'label': 'a ', 'role': 'worker'}",
        "label      | {'label': 'a\\nb', 'role': 'worker'}",
        "label      | {'label': 'a\\u0000', 'role': 'worker'}",
        "label      | {'label': 'a\\u202eb', 'role': 'worker'}",
        "label      | {'label': 'a\\u2028b', 'role': 'worker'}",
        "label      | {'label': 7, 'role': 'worker'}",
        "label      | {'role': 'worker'}",
        "role       | {'label': 'a', 'role': 'operator'}",
        "role       | {'label': 'a', 'role': 'user'}",
        "role       | {'label': 'a', 'role': 'Worker'}",
        "role       | {'label': 'a'}",
        "expires_at | {'label': 'a', 'role': 'worker', 'expires_at': '2020-01-01T00:00:00Z'}",
        "expires_at | {'label': 'a', 'role': 'worker', 'expires_at': '+99999-01-01T00:00:00Z'}",
        "expires_at | {'label': 'a', 'role': 'worker', 'expires_at': 'tomorrow'}",
        "expires_at | {'label': 'a', 'role': 'worker', 'expires_at': 1893456000}",
        "secret     | {'label': 'a', 'role': 'worker', 'secret': 'mine'}",
      })
  void whatNoKeyCanBeIsRefused(String field, String body) {
    assertInvalid(
        api.post(PATH, body.replace('\'', '"')).by(api.somebody(Role.OPERATOR)).send(), field);
  }

  @Test
  void aLabelHasAsManyCharactersAsPeopleCount() {
    assertThat(issue("worker", "\ud83d\udd11".repeat(100), "").status()).isEqualTo(201);
    assertThat(issue("worker", "x", "").status()).isEqualTo(201);
    assertInvalid(issue("worker", "\ud83d\udd11".repeat(101), ""), "label");
  }

  @Test
  void noAnswerButTheFirstHasTheKey() {
    Answer issued = issue("worker", "whisper", "");
    String key = issued.text("api_key");
    String secret = key.substring(key.length() - 43);
    String job = jobOf(api.somebody(Role.USER));

    Stream.of(
            with(key, api.post(job + "/start")).send(),
            with(key, api.get(nothing())).send(),
            with(key, api.post(PATH, "{")).send(),
            with(key, api.post(PATH, body("worker", "child", ""))).send(),
            with(key + "x", api.get(nothing())).send(),
            revoke(issued.id("id")),
            with(key, api.get(nothing())).send())
        .forEach(answer -> {
          assertThat(answer.body()).doesNotContain(secret);
          assertThat(answer.response().headers().toString()).doesNotContain(secret);
        });
  }

  /** Returns a path that gives 404 to an authenticated caller and 401 to any other. */
  private static String nothing() {
    return "/api/commands/" + UUID.randomUUID();
  }

  private void assertLetIn(String key) {
    assertProblem(with(key, api.get(nothing())).send(), 404, "command_not_found");
  }

  private void assertShutOut(String key) {
    assertProblem(with(key, api.get(nothing())).send(), 401, "invalid_api_key");
  }

  private static Call with(String key, Call call) {
    return call.with("X-API-Key", key);
  }

  private String keyOf(String role) {
    return issue(role, "program", "").text("api_key");
  }

  private Answer issue(String role, String label, String more) {
    return api.post(PATH, body(role, label, more)).by(api.somebody(Role.OPERATOR)).send();
  }

  private static String body(String role, String label, String more) {
    return "{\"label\": \"%s\", \"role\": \"%s\"%s}".formatted(label, role, more);
  }

  private Answer revoke(UUID key) {
    return api.delete(PATH + "/" + key).by(api.somebody(Role.OPERATOR)).send();
  }
}
