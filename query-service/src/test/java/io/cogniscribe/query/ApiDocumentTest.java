package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.query.RunningService.Answer;
import io.cogniscribe.web.openapi.Description;
import io.cogniscribe.web.security.Role;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Compares the OpenAPI document with real answers. */
@QueryTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDocumentTest {

  private final RunningService service;
  private final ReadModel tables;
  private final UUID alice = UUID.randomUUID();
  private final UUID job;
  private final Description document;

  ApiDocumentTest(Fixture fixture) {
    this.service = fixture.service();
    this.tables = fixture.tables();
    this.job = tables.completedJob(alice, "transcript", "summary");
    this.document = new Description(service.getAnonymously("/api/openapi/queries.json").json());
  }

  @BeforeAll
  void aliceHasSomethingEverywhere() {
    tables.user(alice, "d" + alice);
    tables.history(job, 1, "job_submitted", "pending");
    tables.usage(alice, "2026-03", 1);
    tables.audit(alice, "login", "success", Instant.now());
    tables.session(UUID.randomUUID(), alice, Instant.now());
  }

  @ParameterizedTest
  @CsvSource({
    "GET /api/jobs/{id},            /api/jobs/JOB,             200",
    "GET /api/jobs/{id}/progress,   /api/jobs/JOB/progress,    200",
    "GET /api/jobs/{id}/history,    /api/jobs/JOB/history,     200",
    "GET /api/pipeline/{task_id},   /api/pipeline/JOB,         200",
    "GET /api/jobs,                 /api/jobs?user_id=ALICE,   200",
    "GET /api/usage,                /api/usage?user_id=ALICE&month=2026-03, 200",
    "GET /api/audit-logs,           /api/audit-logs?user_id=ALICE, 200",
    "GET /api/users,                /api/users?search=dALICE,  200",
    "GET /api/users/{id},           /api/users/ALICE,          200",
    "GET /api/users/{id}/sessions,  /api/users/ALICE/sessions, 200",
    "GET /api/stats,                /api/stats,                200",
    "GET /api/users/me,             /api/users/me,             404",
    "GET /api/jobs,                 /api/jobs?limit=many,      422",
    "GET /api/openapi/queries.json, /api/openapi/queries.json, 200"
  })
  void answersAsTheDocumentDescribes(String route, String path, int status) {
    Answer answer = ask(path);

    assertThat(answer.status()).isEqualTo(status);
    String mediaType = status == 200 ? "application/json" : "application/problem+json";
    assertThat(answer.header("Content-Type")).startsWith(mediaType);
    assertThat(document.violations(route, status, mediaType, answer.json())).isEmpty();
  }

  @Test
  void detectsADocumentInCamelCase() {
    String camelCase = document.document().toString().replace("\"created_at\"", "\"createdAt\"");
    Description wrong = new Description(JsonMapper.shared().readTree(camelCase));

    assertThat(
            wrong.violations(
                "GET /api/users/{id}", 200, "application/json", ask("/api/users/ALICE").json()))
        .isNotEmpty();
  }

  @Test
  void documentsTheAccessOfEveryOperation() {
    assertThat(document.operation("GET /api/jobs/{id}").path("x-access").toString())
        .isEqualTo(
            """
            {"nobody":"none","user":"own","worker":"own","producer":"own","operator":"all"}\
            """);
    assertThat(document.operation("GET /api/openapi/queries.json").path("security").toString())
        .isEqualTo("[]");
    assertThat(document.document().at("/security/0").toString()).isEqualTo("{\"bearer\":[]}");
  }

  @Test
  void documentsTheParameterNamesThatAreRead() {
    assertThat(document.operation("GET /api/audit-logs/export").path("parameters").valueStream())
        .extracting(parameter -> parameter.path("name").asString())
        .containsExactly(
            "format", "user_id", "action", "status", "resource_type", "resource_id", "from", "to");
  }

  private Answer ask(String path) {
    return service.get(
        UUID.randomUUID(),
        Role.OPERATOR,
        path.replace("JOB", job.toString()).replace("ALICE", alice.toString()));
  }
}
