package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.query.RecordingCommandService.Manner;
import io.cogniscribe.query.RecordingCommandService.Request;
import io.cogniscribe.query.RunningService.Answer;
import io.cogniscribe.web.security.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Another user's data is served only after the access is recorded. */
@QueryTest
class RecordedReadsTest {

  private static final String REQUEST_ID = "X-Request-Id";

  private final RunningService service;
  private final RecordingCommandService commands;
  private final ReadModel tables;
  private final UUID alice = UUID.randomUUID();
  private final UUID operator = UUID.randomUUID();
  private final String requestId = UUID.randomUUID().toString();
  private UUID job = alice;

  RecordedReadsTest(Fixture fixture) {
    this.service = fixture.service();
    this.commands = fixture.commandService();
    this.tables = fixture.tables();
  }

  @BeforeEach
  void alicesData() {
    tables.user(alice, "a" + alice.toString().substring(0, 8));
    job = tables.completedJob(alice, "the heart has four chambers", "secret");
    tables.usage(alice, "2026-01", 9);
    tables.audit(alice, "login", "success", Instant.now());
    tables.session(UUID.randomUUID(), alice, Instant.now());
  }

  @AfterEach
  void acceptAgain() {
    commands.behave(Manner.ACCEPT);
  }

  @ParameterizedTest(name = "{0} is recorded as {1}")
  @CsvSource({
    "/api/jobs/{job},                                        read_job",
    "/api/jobs/{job}/history,                                read_job_history",
    "/api/jobs/{job}/progress,                               read_job_progress",
    "/api/pipeline/{job},                                    read_job",
    "/api/jobs?user_id={user},                               list_jobs",
    "/api/usage?user_id={user}&month=2026-01,                read_usage",
    "/api/audit-logs?user_id={user},                         list_audit_logs",
    "/api/audit-logs/export?format=ndjson&user_id={user},    export_audit_logs",
    "/api/users/{user},                                      read_user",
    "/api/users/{user}/sessions,                             list_sessions",
  })
  void recordsAnOperatorsReadOnceWithTheUsersId(String path, String action) {
    Answer answer = read(path);

    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    assertThat(commands.requestsOf(alice)).hasSize(1);
    Request record = commands.requestsOf(alice).getFirst();
    assertThat(record.line()).isEqualTo("POST /internal/access-records");
    assertThat(record.body().path("action").asString()).isEqualTo(action);
    assertThat(record.body().path("job_id").asString("none"))
        .isEqualTo(path.contains("{job}") ? job.toString() : "none");
  }

  @ParameterizedTest(name = "{0} is recorded as {1}")
  @CsvSource({
    "/api/users,                            list_users",
    "/api/users?search=a,                   list_users",
    "/api/audit-logs?user_id=any,           list_audit_logs",
    "/api/audit-logs?user_id=none,          list_audit_logs",
    "/api/audit-logs/export?format=csv,     export_audit_logs",
  })
  void recordsAReadOfAllUsersOnceWithoutAUserId(String path, String action) {
    assertThat(read(path).status()).isEqualTo(200);

    assertThat(commands.requestsWith(REQUEST_ID, requestId))
        .singleElement()
        .satisfies(record ->
            assertThat(record.body().toString())
                .isEqualTo("{\"action\":\"%s\"}".formatted(action)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/jobs/{job}",
        "/api/jobs/{job}/history",
        "/api/jobs/{job}/progress",
        "/api/pipeline/{job}",
        "/api/jobs?user_id={user}",
        "/api/usage?user_id={user}",
        "/api/audit-logs?user_id={user}",
        "/api/audit-logs/export?format=csv",
        "/api/users",
        "/api/users/{user}",
        "/api/users/{user}/sessions",
        "/api/audit-logs?user_id=any"
      })
  void answers503WhenTheReadCannotBeRecorded(String path) {
    for (Manner manner : List.of(Manner.REFUSE, Manner.FAIL)) {
      commands.behave(manner);

      Answer answer = read(path);

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("access_not_recorded");
      assertThat(answer.header("Retry-After")).isEqualTo("2");
      assertThat(answer.header("ETag")).isEmpty();
      assertThat(answer.response().body()).doesNotContain("secret", "chambers", "192.0.2.1");
    }
  }

  @Test
  void recordsRefusedReadsOnceAMinuteInTheNameOfTheCaller() {
    UUID stranger = UUID.randomUUID();
    for (String path : List.of("/api/jobs/" + job, "/api/users", "/api/jobs?user_id=" + alice)) {
      Answer answer = service.get(stranger, path, REQUEST_ID, requestId);
      assertThat(answer.status()).isIn(403, 404);
    }

    assertThat(commands.requestsWith(REQUEST_ID, requestId))
        .singleElement()
        .satisfies(record -> {
          assertThat(record.line()).isEqualTo("POST /internal/refused-reads");
          assertThat(record.body().path("route").asString()).isEqualTo("/api/jobs/{id}");
          assertThat(record.body().path("job_id").asString()).isEqualTo(job.toString());
          assertThat(record.body().path("reads").asInt()).isEqualTo(1);
          assertThat(record.header("Authorization")).startsWith("Bearer ");
        });
  }

  @Test
  void keepsTheRefusalWhenItCannotBeRecorded() {
    commands.behave(Manner.FAIL);

    assertThat(service.get(UUID.randomUUID(), "/api/jobs/" + job).status()).isEqualTo(404);
  }

  @Test
  void answers503SoonWhenTheCommandServiceHangs() {
    commands.behave(Manner.KEEP_SILENT);

    Answer answer = read("/api/jobs/{job}");

    assertThat(answer.code()).isEqualTo("access_not_recorded");
    assertThat(commands.requestsOf(alice)).as("not asked again").hasSize(1);
    assertThat(service.get(alice, "/api/jobs/" + job).status()).isEqualTo(200);
  }

  @Test
  void retriesTheSameRecordWhenTheConnectionBreaks() {
    commands.behave(Manner.BREAK_ONE);

    assertThat(read("/api/jobs/{job}").status()).isEqualTo(200);

    assertThat(commands.requestsOf(alice))
        .hasSize(2)
        .extracting(request -> request.header("Idempotency-key"))
        .doesNotContainNull()
        .containsOnly(commands.requestsOf(alice).getFirst().header("Idempotency-key"));
  }

  @Test
  void recordsEveryReadSeparately() {
    read("/api/jobs/{job}");
    read("/api/jobs/{job}");

    assertThat(commands.requestsOf(alice))
        .extracting(request -> request.header("Idempotency-key"))
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void recordsTheReadersCredentialsAndAddress() {
    String token = service.token(operator, Role.OPERATOR);
    service.getWith(
        token,
        "/api/users/" + alice,
        REQUEST_ID,
        requestId,
        "X-Forwarded-For",
        "198.51.100.1, 203.0.113.9",
        "User-Agent",
        "browser " + "x".repeat(600));

    Request record = commands.requestsOf(alice).getFirst();
    assertThat(record.header("Authorization")).isEqualTo("Bearer " + token);
    assertThat(record.header("X-request-id")).isEqualTo(requestId);
    assertThat(record.header("X-forwarded-for")).isEqualTo("203.0.113.9");
    assertThat(record.header("User-agent")).startsWith("browser x").hasSize(500);
    assertThat(record.header("Content-type")).isEqualTo("application/json");
  }

  @Test
  void recordsNothingWhenTheDataIsTheCallersOwn() {
    commands.behave(Manner.FAIL);

    for (Role role : List.of(Role.USER, Role.OPERATOR)) {
      for (String path :
          List.of(
              "/api/jobs/" + job,
              "/api/jobs/" + job + "/history",
              "/api/jobs/" + job + "/progress",
              "/api/pipeline/" + job,
              "/api/jobs",
              "/api/jobs?user_id=" + alice,
              "/api/usage",
              "/api/audit-logs",
              "/api/users/me",
              "/api/auth/sessions",
              "/api/stats")) {
        assertThat(service.get(alice, role, path).status()).as(path).isEqualTo(200);
      }
    }
    assertThat(commands.requestsOf(alice)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"WORKER", "PRODUCER"})
  void recordsReadsOfThePipelineExceptProgress(Role role) {
    tables.history(job, 1, "JobSubmitted", "pending", operator.toString());
    tables.history(job, 2, "JobStarted", "processing", operator.toString());
    assertThat(service.get(operator, role, "/api/jobs/" + job + "/progress").status())
        .isEqualTo(200);
    assertThat(commands.requestsOf(alice)).isEmpty();

    assertThat(service.get(operator, role, "/api/jobs/" + job).status()).isEqualTo(200);
    assertThat(commands.requestsOf(alice)).hasSize(1);
  }

  @Test
  void recordsNothingWhenNothingIsShown() {
    for (String path : List.of("/api/jobs/" + UUID.randomUUID(), "/api/users/" + operator + "0")) {
      assertThat(read(path).status()).isBetween(404, 422);
    }
    assertThat(service.get(operator, "/api/jobs/" + job).status()).isEqualTo(404);
    assertThat(service.get(operator, "/api/users/" + alice).status()).isEqualTo(403);
    assertThat(read("/api/audit-logs?user_id={user}&status=maybe").status()).isEqualTo(422);

    assertThat(commands.requestsOf(alice)).isEmpty();
    assertThat(commands.requestsWith(REQUEST_ID, requestId)).isEmpty();
  }

  @Test
  void recordsTheReadWhenTheAnswerIs304() {
    Answer answer =
        service.get(operator, Role.OPERATOR, "/api/jobs/" + job, "If-None-Match", "\"3\"");

    assertThat(answer.status()).isEqualTo(304);
    assertThat(commands.requestsOf(alice)).hasSize(1);
  }

  @Test
  void refusesOthersDataWhenNoCommandServiceIsSet(Fixture fixture) {
    try (RunningService alone = fixture.startWithoutCommandService()) {
      Answer answer = alone.get(operator, Role.OPERATOR, "/api/jobs/" + job);

      assertThat(answer.code()).isEqualTo("access_not_recorded");
      assertThat(alone.get(alice, "/api/jobs/" + job).status()).isEqualTo(200);
    }
  }

  @Test
  void refusesOnlyOthersDataWhenTheCommandServiceIsDown(Fixture fixture) {
    try (RunningService alone = fixture.startWith("COMMAND_URL", "http://127.0.0.1:1")) {
      Instant begin = Instant.now();

      Answer answer = alone.get(operator, Role.OPERATOR, "/api/jobs/" + job);

      assertThat(answer.code()).isEqualTo("access_not_recorded");
      assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(20));
      assertThat(alone.get(alice, "/api/jobs/" + job).status()).isEqualTo(200);
    }
  }

  private Answer read(String path) {
    return service.get(
        operator,
        Role.OPERATOR,
        path.replace("{job}", job.toString()).replace("{user}", alice.toString()),
        REQUEST_ID,
        requestId);
  }
}
