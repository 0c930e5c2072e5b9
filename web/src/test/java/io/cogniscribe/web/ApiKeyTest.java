package io.cogniscribe.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import io.cogniscribe.web.Client.Answer;
import io.cogniscribe.web.security.ApiKey;
import io.cogniscribe.web.security.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Programs that authenticate with an API key. */
@ExtendWith(RunningApplication.class)
class ApiKeyTest {

  private static final String GOOD = Keys.WORKER.text();

  private final Client client;

  ApiKeyTest(Client client) {
    this.client = client;
  }

  @Test
  void returnsTheCallerOfAKey() {
    Answer answer = me(GOOD);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("user_id")).isEqualTo(Keys.WORKER.id().toString());
    assertThat(answer.text("username")).isEqualTo("whisper-1");
    assertThat(answer.json().path("roles").valueStream().map(JsonNode::asString))
        .containsExactly("worker");
    assertThat(answer.json().has("session_id")).isFalse();
  }

  @Test
  void formatsAKeyWithPrefixIdAndSecret() {
    assertThat(GOOD)
        .matches("cgk_[0-9a-f]{32}_[A-Za-z0-9_-]{43}")
        .contains(Keys.WORKER.id().toString().replace("-", ""));
    assertThat(Keys.random().secret()).isNotEqualTo(Keys.random().secret());
    assertThat(Keys.WORKER.secretHash()).matches("[0-9a-f]{64}");
  }

  @Test
  void hidesTheSecretInToString() {
    assertThat(Keys.WORKER.toString()).doesNotContain(Keys.WORKER.secret());
  }

  static Stream<String> badKeys() {
    ApiKey otherSecret = new ApiKey(Keys.WORKER.id(), Keys.UNKNOWN.secret());
    return Stream.of(
        Keys.UNKNOWN.text(),
        otherSecret.text(),
        "",
        " ",
        "null",
        "cgk_",
        GOOD + "A",
        GOOD.substring(1),
        GOOD.substring(0, GOOD.length() - 1),
        GOOD.replaceFirst(".$", "="),
        GOOD.replaceFirst("cgk_", "cgk-"),
        GOOD.replaceFirst("cgk_", "CGK_"),
        GOOD.toUpperCase(Locale.ROOT),
        GOOD + ", " + GOOD,
        "Bearer " + GOOD,
        Keys.WORKER.secret(),
        Keys.WORKER.secretHash(),
        new ApiKey(Keys.WORKER.id(), Keys.WORKER.secretHash()).text(),
        "cgk_%s_%s".formatted(Keys.WORKER.id(), Keys.WORKER.secret()),
        "' OR true --",
        "a".repeat(6_000));
  }

  @ParameterizedTest
  @MethodSource("badKeys")
  void answersAllInvalidKeysAlike(String bad) {
    Answer answer = me(bad);

    refused(answer);
    assertThat(answer.text("detail")).isEqualTo(me(Keys.UNKNOWN.text()).text("detail"));
    assertThat(answer.response().body()).doesNotContain(Keys.WORKER.secret());
    if (!bad.isBlank()) {
      assertThat(answer.response().body()).doesNotContain(bad);
    }
  }

  @Test
  void refusesAKeyWhenItHasAHundredKilobytes() {
    Answer answer = me("a".repeat(100_000));

    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.response().body()).doesNotContain("Tomcat", "Exception", "aaaa");
  }

  @Test
  void refusesARequestWhenItHasTwoCredentials() {
    String token = "Bearer " + Tokens.of(Role.OPERATOR);
    for (List<String> headers :
        List.of(
            List.of("X-API-Key", GOOD, "Authorization", token),
            List.of("X-API-Key", "nonsense", "Authorization", token),
            List.of("X-API-Key", GOOD, "Authorization", "Bearer nonsense"),
            List.of("X-API-Key", GOOD, "Authorization", "Basic YTpi"),
            List.of("X-API-Key", GOOD, "X-API-Key", GOOD),
            List.of("X-API-Key", GOOD, "x-api-key", Keys.UNKNOWN.text()))) {
      Answer answer =
          client.send(client.request("/api/me").headers(headers.toArray(String[]::new)));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text("code")).isEqualTo("ambiguous_credentials");
      assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }
  }

  @Test
  void answers503WhenTheStateOfAKeyIsUnknown() {
    Answer answer = me(Keys.UNTELLABLE.text());

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text("code")).isEqualTo("revocation_unknown");
    assertThat(answer.header("Retry-After")).isEqualTo("2");
  }

  @Test
  void ignoresKeysWhenThePathIsPublic() {
    Answer answer =
        client.send(
            client
                .request("/api/public/orders/" + Keys.WORKER.id() + "?limit=1")
                .header("X-API-Key", "nonsense"));

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void doesNotRememberAKeyForTheConnection() {
    assertThat(me(GOOD).status()).isEqualTo(200);

    Answer nobody = client.get("/api/me");

    assertThat(nobody.status()).isEqualTo(401);
    assertThat(nobody.text("code")).isEqualTo("unauthorized");
  }

  @Test
  void ignoresAKeyInAQueryParameterOrInPlaceOfAToken() {
    assertThat(client.get("/api/me?api_key=" + GOOD).status()).isEqualTo(401);
    assertThat(
            client
                .send(client.request("/api/me").header("Authorization", "Bearer " + GOOD))
                .status())
        .isEqualTo(401);
  }

  @Test
  void neverLogsTheKeyAtAnyLevel() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level level = root.getLevel();
    List<Appender<ILoggingEvent>> usual = new ArrayList<>();
    root.iteratorForAppenders().forEachRemaining(usual::add);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    usual.forEach(root::detachAppender);
    root.addAppender(lines);
    root.setLevel(Level.TRACE);
    try {
      assertThat(me(GOOD).status()).isEqualTo(200);
      refused(me(new ApiKey(Keys.UNKNOWN.id(), Keys.WORKER.secret()).text()));
      refused(me(GOOD + "A"));
    } finally {
      root.setLevel(level);
      root.detachAppender(lines);
      usual.forEach(root::addAppender);
    }

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anyMatch(line -> line.contains("/api/me"))
        .noneMatch(line -> line.contains(Keys.WORKER.secret()));
  }

  private Answer me(String key) {
    return client.send(client.request("/api/me").header("X-API-Key", key));
  }

  private static void refused(Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text("code")).isEqualTo("invalid_api_key");
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
  }
}
