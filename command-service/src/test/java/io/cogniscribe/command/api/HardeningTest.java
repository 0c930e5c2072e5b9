package io.cogniscribe.command.api;

import static io.cogniscribe.command.api.EdgeTest.assertProblem;
import static io.cogniscribe.command.api.EdgeTest.recording;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.Api.Client;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.web.SlowClient;
import io.cogniscribe.web.security.ForgedTokens;
import io.cogniscribe.web.security.Role;
import io.cogniscribe.web.security.TokenIssuer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service's protection against a hostile network. */
@RealServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HardeningTest {

  private static final String OUR_PAGE = "https://app.example.org";

  private RunningService service;
  private String kafka;
  private Api api;
  private Api management;
  private Client student;

  @SuppressWarnings("NullAway.Init") // JUnit calls start before any test.
  HardeningTest() {}

  @BeforeAll
  void start(TestServers servers, @TempDir Path state) {
    service =
        RunningService.start(
            servers.kafkaBootstrapServers(),
            state,
            // The time-out is long, so that no slow client is cut off during the comparison.
            Map.of("CORS_ALLOW_ORIGINS", OUR_PAGE, "REQUEST_TIMEOUT_SECONDS", "60"));
    kafka = servers.kafkaBootstrapServers();
    api = service.api();
    student = api.somebody(Role.USER);
    var environment = service.context().getEnvironment();
    management =
        new Api(
            environment.getRequiredProperty("local.management.port", Integer.class),
            service.context().getBean(TokenIssuer.class));
  }

  @AfterAll
  void stop() {
    management.close();
    service.close();
  }

  @ParameterizedTest
  @CsvSource({"/api/jobs", "/api/auth/login", "/api/nothing"})
  void traceIsNotAllowed(String path) {
    Answer answer = api.call("TRACE", path).by(student).send();

    assertProblem(answer, 405, "method_not_allowed");
    assertThat(answer.header("Allow")).contains("GET").doesNotContain("TRACE");
    assertThat(answer.body()).doesNotContain(student.token());
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
  void theActuatorIsNotOnTheServicesPort(String path) {
    for (Answer answer :
        List.of(api.get(path).send(), api.get(path).by(api.somebody(Role.OPERATOR)).send())) {
      assertProblem(answer, 404, "not_found");
      assertThat(answer.body()).doesNotContain("UP", "jvm_", "components");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.well-known/oauth-protected-resource",
        "/.well-known/oauth-protected-resource/api/jobs",
        "/.well-known/oauth-authorization-server",
        "/.well-known/openid-configuration"
      })
  void servesNoDiscoveryDocumentWhenItIsAskedFor(String path) {
    Answer nobody = api.get(path).send();

    assertProblem(nobody, 401, "unauthorized");
    assertThat(nobody.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertProblem(api.get(path).by(student).send(), 404, "not_found");
  }

  @Test
  void countsDecisionsForPrometheusWhenCommandsAreDecided() {
    api.post("/api/jobs", recording()).by(student).send();
    api.post("/api/jobs/%s/cancel".formatted(UUID.randomUUID())).by(student).send();

    await()
        .untilAsserted(() ->
            assertThat(management.get("/actuator/prometheus").send().body())
                .contains(
                    "cogniscribe_commands_decided_total{aggregate_type=\"job\",code=\"none\","
                        + "result=\"accepted\"}",
                    "cogniscribe_commands_decided_total{aggregate_type=\"job\","
                        + "code=\"job_not_found\",result=\"rejected\"}",
                    "cogniscribe_commands_latency_seconds_bucket{aggregate_type=\"job\",le=\"0.1\"}",
                    "cogniscribe_commands_oldest_undecided_age_seconds "));
  }

  @Test
  void theManagementPortHasHealthAndMetricsAlone() {
    assertThat(management.get("/actuator").send().json().path("_links").propertyNames())
        .allMatch(name -> name.matches("self|health.*|metrics.*|prometheus"));
    assertThat(management.get("/actuator/health").send().status()).isEqualTo(200);
    for (String hidden :
        List.of("env", "heapdump", "loggers", "threaddump", "beans", "configprops", "shutdown")) {
      assertThat(management.get("/actuator/" + hidden).send().status()).as(hidden).isEqualTo(404);
      assertThat(management.post("/actuator/" + hidden).send().status()).as(hidden).isEqualTo(404);
    }
    assertThat(management.post("/api/jobs", recording()).by(student).send().status())
        .as("the API is not on the management port")
        .isEqualTo(404);
  }

  @Test
  void everyAnswerForbidsToBeCachedOrSniffed() {
    for (Answer answer :
        List.of(
            api.post("/api/jobs", recording()).by(student).send(),
            api.post("/api/jobs", recording()).send(),
            api.post("/api/jobs", "{").by(student).send(),
            api.post("/api/jobs", "{}").by(student).send(),
            api.post("/api/jobs", "x".repeat(100_000)).by(student).send(),
            api.get("/api/nothing").by(student).send(),
            api.call("PUT", "/api/jobs").by(student).send(),
            api.call("TRACE", "/api/jobs").by(student).send())) {
      assertThat(answer.header("Cache-Control")).as(answer.body()).isEqualTo("no-store");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
  }

  @Test
  void aPageOfAnAllowedOriginMayAskAndOthersMayNot() {
    Answer ours = preflight(OUR_PAGE);
    Answer theirs = preflight("https://evil.example.org");

    assertThat(ours.status()).isEqualTo(200);
    assertThat(ours.header("Access-Control-Allow-Origin")).isEqualTo(OUR_PAGE);
    assertThat(ours.header("Access-Control-Allow-Methods")).contains("POST");
    assertThat(ours.header("Access-Control-Allow-Headers"))
        .contains("authorization", "idempotency-key");
    assertThat(ours.header("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(theirs.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(theirs.header("Access-Control-Allow-Methods")).isEmpty();
  }

  private Answer preflight(String origin) {
    return api.call("OPTIONS", "/api/jobs")
        .with("Origin", origin)
        .with("Access-Control-Request-Method", "POST")
        .with("Access-Control-Request-Headers", "authorization, idempotency-key")
        .send();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.cogniscribe.web.security.ForgedTokens#refused")
  void aTokenThatIsNotForUsNowIsRefused(String what, String token) {
    assertProblem(
        api.post("/api/jobs", recording()).with("Authorization", "Bearer " + token).send(),
        401,
        "unauthorized");
  }

  /** Proves that the other tokens are refused only for their defects. */
  @Test
  void aTokenThatIsMadeLikeThemAndIsForUsNowIsTaken() throws JOSEException {
    Answer answer =
        api.post("/api/jobs", recording())
            .with("Authorization", "Bearer " + ForgedTokens.accepted("user"))
            .send();

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  @Test
  void aTokenOfAHundredKilobytesIsRefused() {
    Answer answer =
        api.post("/api/jobs", recording())
            .with("Authorization", "Bearer " + "a".repeat(100_000))
            .send();

    assertProblem(answer, 400, "bad_request");
  }

  @Test
  void completesAJobWhileAnotherWorkerDripsLargeBodies() throws IOException {
    Client worker = api.somebody(Role.WORKER);
    String job = api.post("/api/jobs", recording()).by(student).send().header("Location");
    assertThat(api.post(job + "/start").by(worker).send().status()).isEqualTo(200);
    String slow = "Authorization: Bearer " + api.somebody(Role.WORKER).token();
    List<SlowClient> dripping = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        dripping.add(
            SlowClient.begin(port(), "POST " + job + "/complete", slow)
                .sendChunk(" ".repeat(200_000))
                .drip());
      }

      Answer answer = api.post(job + "/complete", result("t".repeat(1_000_000))).by(worker).send();

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    } finally {
      for (SlowClient client : dripping) {
        client.close();
      }
    }
  }

  @Test
  void takesALargeBodyThatIsSentInChunks() {
    Client worker = api.somebody(Role.WORKER);
    String job = api.post("/api/jobs", recording()).by(student).send().header("Location");
    assertThat(api.post(job + "/start").by(worker).send().status()).isEqualTo(200);

    Answer answer =
        api
            .call("POST", job + "/complete")
            .by(worker)
            .with("Content-Type", "application/json")
            .stream(result("t".repeat(3_000_000)));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void refusesAndAuditsACallerWithoutTheRoleBeforeTheBodyArrives() throws IOException {
    UUID requestId = UUID.randomUUID();
    UUID job = UUID.randomUUID();
    try (SlowClient client =
        SlowClient.begin(
            port(),
            "POST /api/jobs/" + job + "/complete",
            "Authorization: Bearer " + student.token(),
            "X-Request-Id: " + requestId)) {

      assertThat(client.statusLine()).startsWith("HTTP/1.1 403 ");
    }
    RecordedEvent<AuditEvent> recorded = new Trail(kafka).of(requestId).getFirst();
    ActionAudited refused = (ActionAudited) recorded.payload();
    assertThat(recorded.actor()).isEqualTo(Actor.user(student.id()));
    assertThat(refused.action()).isEqualTo("transcription_complete");
    assertThat(refused.resourceId()).isEqualTo(job.toString());
    assertThat(refused.code()).isEqualTo("forbidden");
    assertThat(refused.userId()).isEqualTo(student.id());
  }

  private int port() {
    return service
        .context()
        .getEnvironment()
        .getRequiredProperty("local.server.port", Integer.class);
  }

  private static String result(String transcript) {
    return """
    {"transcript_text": "%s", "summary_text": "s", "transcript_duration": 1.5,
    "segment_count": 1, "language_detected": "en"}\
    """
        .formatted(transcript);
  }
}
