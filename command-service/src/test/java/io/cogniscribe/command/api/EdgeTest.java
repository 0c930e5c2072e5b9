package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.web.security.Role;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Base of tests that send requests to the complete command-service on a real Kafka. */
@RealServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EdgeTest {

  protected RunningService service;
  protected String kafka;
  protected Api api;

  @SuppressWarnings("NullAway.Init") // JUnit calls start before any test.
  EdgeTest() {}

  @BeforeAll
  void start(TestServers servers, @TempDir Path state) {
    kafka = servers.kafkaBootstrapServers();
    service = RunningService.start(kafka, state);
    api = service.api();
    // The first request loads half of the classes. Sending it here keeps the tests fast.
    api.post("/api/jobs", recording()).by(api.somebody(Role.USER)).send();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  /** Returns the smallest valid submission. */
  static String recording() {
    return "{\"filename\": \"lecture.mp3\", \"file_size_bytes\": 1048576}";
  }

  /** Returns the path of a new job. */
  String jobOf(Api.Client owner) {
    Answer answer = api.post("/api/jobs", recording()).by(owner).send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.header("Location");
  }

  static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.text("code")).isEqualTo(code);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.text("detail")).isNotBlank();
  }

  /** Asserts that the request was refused because of this field, and perhaps of others. */
  static void assertInvalid(Answer answer, String field) {
    assertProblem(answer, 422, "validation_failed");
    assertThat(answer.json().path("errors").valueStream().map(e -> e.path("field").asString()))
        .contains(field);
  }
}
