package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.query.RunningService.Answer;
import io.cogniscribe.web.security.ForgedTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the service against hostile requests. */
@QueryTest
class HardeningTest {

  private final RunningService service;

  HardeningTest(Fixture fixture) {
    this.service = fixture.service();
  }

  @Test
  void refusesTrace() throws IOException {
    assertThat(exchange("TRACE /api/jobs HTTP/1.1", "Authorization: Bearer secret"))
        .startsWith("HTTP/1.1 405 ")
        .contains("\r\nAllow: ", "\"code\":\"method_not_allowed\"")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator",
        "/actuator/health",
        "/actuator/health/readiness",
        "/actuator/prometheus",
        "/actuator/env"
      })
  void hidesTheActuatorOnTheServicesPort(String path) {
    Answer answer = service.getAnonymously(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("not_found");
    assertThat(answer.response().body()).doesNotContain("UP", "jvm_", "components");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.well-known/oauth-protected-resource",
        "/.well-known/oauth-protected-resource/api/jobs",
        "/.well-known/openid-configuration"
      })
  void servesNoDiscoveryDocumentWhenItIsAskedFor(String path) {
    Answer nobody = service.getAnonymously(path);

    assertThat(nobody.status()).isEqualTo(401);
    assertThat(nobody.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(service.get(UUID.randomUUID(), path).status()).isEqualTo(404);
  }

  @Test
  void servesOnlyHealthAndMetricsOnTheManagementPort() {
    assertThat(service.actuator("").json().path("_links").propertyNames())
        .allMatch(name -> name.matches("self|health.*|metrics.*|prometheus"));
    assertThat(service.actuator("health/liveness").status()).isEqualTo(200);
    for (String hidden : List.of("env", "heapdump", "loggers", "threaddump", "beans", "info")) {
      assertThat(service.actuator(hidden).status()).as(hidden).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/jobs", "/api/nothing", "/api/jobs/%2e%2e", "/actuator"})
  void forbidsCachingAndSniffingOfEveryRefusal(String path) {
    Answer answer = service.getAnonymously(path);

    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  /** No origin is allowed by default. */
  @Test
  void refusesAPreflightWhenTheOriginIsForeign() throws IOException {
    assertThat(
            exchange(
                "OPTIONS /api/jobs HTTP/1.1",
                "Origin: https://evil.example.org",
                "Access-Control-Request-Method: GET"))
        .startsWith("HTTP/1.1 ")
        .doesNotContain("Access-Control-Allow");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.cogniscribe.web.security.ForgedTokens#refused")
  void refusesATokenWhenItIsNotValidHereAndNow(String what, String token) throws IOException {
    assertThat(exchange("GET /api/users HTTP/1.1", "Authorization: Bearer " + token))
        .startsWith("HTTP/1.1 401 ")
        .contains("\"code\":\"unauthorized\"");
  }

  /** Proves that the bad tokens are refused for their one deviation from this token. */
  @Test
  void acceptsATokenWhenNothingIsWrongWithIt() throws Exception {
    String good = ForgedTokens.accepted("operator");

    assertThat(exchange("GET /api/users HTTP/1.1", "Authorization: Bearer " + good))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void refusesATokenWhenItHasAHundredKilobytes() throws IOException {
    assertThat(exchange("GET /api/jobs HTTP/1.1", "Authorization: Bearer " + "a".repeat(100_000)))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"code\":\"bad_request\"");
  }

  private String exchange(String line, String... headers) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), service.port("local.server.port"))) {
      socket.setSoTimeout(20_000);
      String request =
          line + "\r\nHost: a\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
