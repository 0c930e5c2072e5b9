package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.People.Person;
import io.cogniscribe.web.openapi.Description;
import io.cogniscribe.web.security.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document of the commands matches the actual requests and responses. */
final class ApiDocumentTest extends EdgeTest {

  private Description document;
  private People people;

  @SuppressWarnings("NullAway.Init") // JUnit calls read before any test.
  ApiDocumentTest() {}

  @BeforeAll
  void read() {
    document = new Description(api.get("/api/openapi/commands.json").send().json());
    people = new People(api);
  }

  @Test
  void accountsAreAsDescribed() {
    String registration = people.registration();
    assertDescribed("POST /api/auth/register", 201, null, registration);
    assertDescribed("POST /api/auth/login", 200, null, people.credentials());
    Person ada = people.inSession(Role.USER);
    assertDescribed("PUT /api/users/me/email", 200, ada, people.newEmail());
    assertDescribed("PUT /api/users/me/password", 200, ada, People.NEW_PASSWORD);
    assertDescribed("POST /api/auth/logout", 200, ada, null);
  }

  @Test
  void keysAndRecordsAreAsDescribed() {
    Person operator = people.withToken(Role.OPERATOR);
    assertDescribed("POST /api/api-keys", 201, operator, People.NEW_KEY);
    assertDescribed("DELETE /api/api-keys/{key_id}", 200, operator, null, people.apiKey());
  }

  @Test
  void jobsAreAsDescribed() {
    Person student = people.withToken(Role.USER);
    Person worker = people.withToken(Role.WORKER);
    String recording = "{" + People.recording(student) + "}";
    assertDescribed("POST /api/jobs", 201, student, recording);
    UUID job = people.job(student, "processing", worker);
    assertDescribed(
        "POST /api/jobs/{job_id}/progress",
        200,
        worker,
        "{\"stage\": \"transcribing\", \"percent\": 50}",
        job);
    assertDescribed(
        "POST /api/jobs/{job_id}/complete", 200, worker, "{" + People.RESULT + "}", job);
    assertDescribed("POST /api/jobs/{job_id}/retry", 409, student, null, job);
    assertDescribed("POST /api/jobs/{job_id}/start", 403, student, "{}", job);
  }

  @Test
  void outcomesAreAsDescribed() {
    Person student = people.withToken(Role.USER);
    String batch =
        "{\"commands\": [{\"type\": \"submit_job\", %s}, {\"type\": \"start_job\"}]}"
            .formatted(People.recording(student));
    assertDescribed("POST /api/commands", 200, student, batch);
    UUID command = people.command(student);
    assertDescribed("GET /api/commands/{command_id}", 200, student, null, command);
    assertDescribed(
        "GET /api/commands/{command_id}", 404, people.withToken(Role.USER), null, command);
  }

  @Test
  void aCommandThatIsNotWaitedForIsAsDescribed() {
    Person student = people.withToken(Role.USER);
    Answer answer =
        api.post("/api/jobs", "{" + People.recording(student) + "}")
            .by(student.client())
            .with("Prefer", "respond-async")
            .send();

    assertThat(answer.status()).isEqualTo(202);
    assertThat(document.violations("POST /api/jobs", 202, "application/json", answer.json()))
        .isEmpty();
  }

  @Test
  void whatIsInvalidIsAProblemAsDescribed() {
    Answer answer = api.post("/api/jobs", "{\"filename\": 7}").by(api.somebody(Role.USER)).send();

    assertThat(answer.status()).isEqualTo(422);
    assertThat(
            document.violations("POST /api/jobs", 422, "application/problem+json", answer.json()))
        .isEmpty();
    assertThat(document.violations("POST /api/jobs", answer.json())).isNotEmpty();
  }

  @Test
  void everyOperationSaysWhoReachesWhatAndWhichHeadersItReads() {
    assertThat(document.operation("POST /api/jobs").path("x-access").toString())
        .isEqualTo(
            """
            {"nobody":"none","user":"own","worker":"none","producer":"all","operator":"all"}\
            """);
    assertThat(document.operation("POST /api/auth/login").path("security").toString())
        .isEqualTo("[]");
    assertThat(document.operation("POST /api/jobs").path("parameters").valueStream())
        .extracting(parameter -> parameter.path("name").asString())
        .containsExactly("Idempotency-Key", "If-Match", "Prefer");
  }

  private void assertDescribed(
      String route, int status, @Nullable Person caller, @Nullable String body) {
    assertDescribed(route, status, caller, body, new UUID(0, 0));
  }

  private void assertDescribed(
      String route, int status, @Nullable Person caller, @Nullable String body, UUID id) {
    int space = route.indexOf(' ');
    String path = route.substring(space + 1).replaceFirst("\\{.*}", id.toString());
    Answer answer = people.send(route.substring(0, space), path, body, caller);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    String mediaType = status < 300 ? "application/json" : "application/problem+json";
    assertThat(document.violations(route, status, mediaType, answer.json())).as(route).isEmpty();
    if (body != null) {
      assertThat(document.violations(route, JsonMapper.shared().readTree(body)))
          .as(route)
          .isEmpty();
    }
  }
}
