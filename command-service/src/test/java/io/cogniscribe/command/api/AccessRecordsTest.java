package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.audit.AuditStatus;
import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.Api.Client;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.web.security.Role;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of accesses that other services report to the command-service. */
final class AccessRecordsTest extends EdgeTest {

  private static final String PATH = "/internal/access-records";

  private final UUID job = UUID.randomUUID();
  private final UUID person = UUID.randomUUID();
  private UUID requestId = UUID.randomUUID();

  @BeforeEach
  void anotherRequest() {
    requestId = UUID.randomUUID();
  }

  @ParameterizedTest(name = "{0} is open to {1}")
  @CsvSource({
    "read_job,          job,  WORKER PRODUCER OPERATOR",
    "read_job_progress, job,  WORKER PRODUCER OPERATOR",
    "read_job_history,  job,  WORKER PRODUCER OPERATOR",
    "list_jobs,         user, OPERATOR",
    "read_usage,        user, OPERATOR",
    "read_user,         user, OPERATOR",
    "list_sessions,     user, OPERATOR",
    "list_users,        none, OPERATOR",
    "list_audit_logs,   user, OPERATOR",
    "list_audit_logs,   none, OPERATOR",
    "export_audit_logs, user, OPERATOR",
    "export_audit_logs, none, OPERATOR",
  })
  void everyRoleRecordsWhatItMayReadAndNothingElse(String action, String of, String roles) {
    List<Role> open = Arrays.stream(roles.split(" ")).map(Role::valueOf).toList();
    for (Role role : Role.values()) {
      UUID id = UUID.randomUUID();

      Answer answer = send(api.somebody(role), id, body(action, of));

      if (open.contains(role)) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        assertThat(answer.header("Consistency-Token")).startsWith("auth.commands:");
      } else {
        assertProblem(answer, 403, "forbidden");
      }
    }
  }

  @Test
  void theAuditLogTellsWhoReadWhatOfWhomAndFromWhere() {
    Client operator = api.somebody(Role.USER, Role.OPERATOR);

    Answer answer =
        api.post(PATH, body("read_job", "job"))
            .by(operator)
            .with("X-Request-Id", requestId.toString())
            .with("X-Forwarded-For", "203.0.113.9")
            .with("User-Agent", "browser " + "x".repeat(600))
            .send();

    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    List<RecordedEvent<AuditEvent>> auditLog = new Trail(kafka).of(requestId);
    assertThat(auditLog).hasSize(1);
    RecordedEvent<AuditEvent> recorded = auditLog.getFirst();
    assertThat(recorded.actor().kind()).isEqualTo(ActorKind.OPERATOR);
    assertThat(recorded.actor().id()).isEqualTo(operator.id().toString());
    assertThat(recorded.cause().token()).isEqualTo(answer.header("Consistency-Token"));
    ActionAudited action = (ActionAudited) recorded.payload();
    assertThat(action.action()).isEqualTo("read_job");
    assertThat(action.resourceType()).isEqualTo("job");
    assertThat(action.resourceId()).isEqualTo(job.toString());
    assertThat(action.userId()).isEqualTo(person);
    assertThat(action.status()).isEqualTo(AuditStatus.SUCCESS);
    assertThat(action.code()).isNull();
    assertThat(action.ipAddress()).isEqualTo("203.0.113.9");
    assertThat(action.userAgent()).startsWith("browser x").hasSize(500);
  }

  @Test
  void whoeverIsShownTheOutcomeOfAnothersCommandIsRecorded() {
    Client student = api.somebody(Role.USER);
    Client operator = api.somebody(Role.OPERATOR);
    String recording = "{\"filename\": \"lecture.mp3\", \"file_size_bytes\": 1048576}";
    UUID command = api.post("/api/jobs", recording).by(student).send().id("command_id");
    UUID own = UUID.randomUUID();

    api.get("/api/commands/" + command).by(student).with("X-Request-Id", own.toString()).send();
    Answer answer =
        api.get("/api/commands/" + command)
            .by(operator)
            .with("X-Request-Id", requestId.toString())
            .send();

    assertThat(answer.status()).isEqualTo(200);
    RecordedEvent<AuditEvent> recorded = new Trail(kafka).of(requestId).getFirst();
    assertThat(recorded.actor()).isEqualTo(new Actor(ActorKind.OPERATOR, operator.id().toString()));
    ActionAudited action = (ActionAudited) recorded.payload();
    assertThat(action.action()).isEqualTo("read_outcome");
    assertThat(action.resourceId()).isEqualTo(command.toString());
    assertThat(action.userId()).isEqualTo(student.id());
    // The two records would be in different partitions; the operator's arrived later.
    assertThat(new Trail(kafka).now(own)).isEmpty();
  }

  @Test
  void recordsRefusedReadsInTheNameOfTheCaller() {
    Client student = api.somebody(Role.USER);

    Answer answer =
        api.post(
                "/internal/refused-reads",
                "{\"route\": \"/api/jobs/{id}\", \"job_id\": \"%s\", \"reads\": 3}".formatted(job))
            .by(student)
            .with("X-Request-Id", requestId.toString())
            .send();

    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    ActionAudited action = (ActionAudited) new Trail(kafka).of(requestId).getFirst().payload();
    assertThat(action.action()).isEqualTo("read_refused");
    assertThat(action.resourceType()).isEqualTo("job");
    assertThat(action.resourceId()).isEqualTo(job.toString());
    assertThat(action.userId()).as("the caller, not the owner").isEqualTo(student.id());
    assertThat(action.status()).isEqualTo(AuditStatus.FAILURE);
    assertThat(action.code()).isEqualTo("job_not_found");
    assertThat(action.details()).contains("3 times");
  }

  @Test
  void recordsThatTheOutcomeOfAnothersCommandWasNotShown() {
    Client stranger = api.somebody(Role.USER);
    String recording = "{\"filename\": \"lecture.mp3\", \"file_size_bytes\": 1048576}";
    UUID command =
        api.post("/api/jobs", recording).by(api.somebody(Role.USER)).send().id("command_id");

    Answer answer =
        api.get("/api/commands/" + command)
            .by(stranger)
            .with("X-Request-Id", requestId.toString())
            .send();

    assertProblem(answer, 404, "command_not_found");
    ActionAudited action = (ActionAudited) new Trail(kafka).of(requestId).getFirst().payload();
    assertThat(action.action()).isEqualTo("read_refused");
    assertThat(action.resourceId()).isEqualTo(command.toString());
    assertThat(action.userId()).as("the caller, not the sender").isEqualTo(stranger.id());
  }

  @Test
  void refusesARecordOfReadsByNoRoute() {
    Answer answer =
        api.post("/internal/refused-reads", "{\"route\": \"any text\", \"reads\": 0}")
            .by(api.somebody(Role.USER))
            .send();

    assertInvalid(answer, "route");
    assertInvalid(answer, "reads");
  }

  @Test
  void recordsAnUnknownApiKeyOnceForAClientThatRepeatsIt() {
    UUID keyId = UUID.randomUUID();
    String key = "cgk_" + keyId.toString().replace("-", "") + "_" + "A".repeat(43);
    UUID again = UUID.randomUUID();
    for (UUID request : List.of(requestId, again)) {
      Answer answer =
          api.get("/api/commands/" + job)
              .with("X-API-Key", key)
              .with("X-Forwarded-For", "203.0.113.77")
              .with("X-Request-Id", request.toString())
              .send();
      assertProblem(answer, 401, "invalid_api_key");
    }

    ActionAudited action = (ActionAudited) new Trail(kafka).of(requestId).getFirst().payload();
    assertThat(action.action()).isEqualTo("api_key_refused");
    assertThat(action.resourceId()).isEqualTo(keyId.toString());
    assertThat(action.userId()).isNull();
    assertThat(action.ipAddress()).isEqualTo("203.0.113.77");
    assertThat(new Trail(kafka).now(again)).isEmpty();
  }

  @Test
  void whatConcernsEverybodyNamesNobody() {
    send(api.somebody(Role.OPERATOR), requestId, body("list_users", "none"));

    ActionAudited action = (ActionAudited) new Trail(kafka).of(requestId).getFirst().payload();
    assertThat(action.userId()).isNull();
    assertThat(action.resourceType()).isEqualTo("users");
    assertThat(action.resourceId()).isEqualTo("all");
  }

  @Test
  void aProgramThatDoesNotSayItsNameHasNone() {
    api.post(PATH, body("read_user", "user"))
        .by(api.somebody(Role.OPERATOR))
        .with("X-Request-Id", requestId.toString())
        .with("User-Agent", "")
        .send();

    ActionAudited action = (ActionAudited) new Trail(kafka).of(requestId).getFirst().payload();
    assertThat(action.userAgent()).isNull();
  }

  @Test
  void whoeverReadsIsNamedByHisTokenWhateverElseHeSends() {
    Client worker = api.somebody(Role.USER, Role.WORKER);
    String named = body("read_job", "job").replace("}", ", \"actor\": \"system\"}");

    assertInvalid(send(worker, requestId, named), "actor");
    send(worker, requestId, body("read_job", "job"));

    List<RecordedEvent<AuditEvent>> auditLog = new Trail(kafka).of(requestId);
    assertThat(auditLog).hasSize(1);
    assertThat(auditLog.getFirst().actor().kind()).isEqualTo(ActorKind.WORKER);
    assertThat(auditLog.getFirst().actor().id()).isEqualTo(worker.id().toString());
  }

  @Test
  void theSameRecordSentAgainIsOne() {
    Client operator = api.somebody(Role.OPERATOR);
    for (int i = 0; i < 2; i++) {
      Answer answer =
          api.post(PATH, body("read_user", "user"))
              .by(operator)
              .with("X-Request-Id", requestId.toString())
              .with("Idempotency-Key", "once")
              .send();
      assertThat(answer.status()).isEqualTo(204);
    }
    // It is decided after both of them, because an operator's records are in one partition.
    UUID later = UUID.randomUUID();
    send(operator, later, body("list_users", "none"));

    assertThat(new Trail(kafka).of(later)).hasSize(1);
    assertThat(new Trail(kafka).now(requestId)).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"action\": \"login\", \"user_id\": \"{id}\"}                                | action",
        "{\"action\": \"READ_USER\", \"user_id\": \"{id}\"}                            | action",
        "{\"action\": 0, \"user_id\": \"{id}\"}                                        | action",
        "{\"user_id\": \"{id}\"}                                                       | action",
        "{\"action\": \"read_user\"}                                                   | user_id",
        "{\"action\": \"read_user\", \"user_id\": \"<b>ada</b>\"}                      | user_id",
        "{\"action\": \"read_user\", \"user_id\": \"{id}\", \"job_id\": \"{id}\"}      | job_id",
        "{\"action\": \"list_users\", \"job_id\": \"{id}\"}                            | job_id",
        "{\"action\": \"read_job\", \"user_id\": \"{id}\"}                             | job_id",
        "{\"action\": \"read_job\", \"job_id\": \"{id}\"}                              | user_id",
        "{\"action\": \"read_user\", \"user_id\": \"{id}\", \"details\": \"anything\"} | details",
        "{\"action\": \"read_user\", \"user_id\": \"{id}\", \"code\": \"forbidden\"}   | code"
      })
  void thereIsNoRoomForAnythingElse(String body, String field) {
    assertInvalid(
        send(api.somebody(Role.OPERATOR), requestId, body.replace("{id}", person.toString())),
        field);
  }

  @Test
  void aLongBodyIsNotRead() {
    String tooLong = body("read_user", "user").replace("}", " ".repeat(2_000) + "}");

    assertProblem(send(api.somebody(Role.OPERATOR), requestId, tooLong), 413, "body_too_large");
  }

  @Test
  void nobodyRecordsWithoutAToken() {
    assertThat(api.post(PATH, body("list_users", "none")).send().status()).isEqualTo(401);
  }

  private Answer send(Client by, UUID requestId, String body) {
    return api.post(PATH, body).by(by).with("X-Request-Id", requestId.toString()).send();
  }

  private String body(String action, String of) {
    String ids =
        switch (of) {
          case "job" -> ", \"job_id\": \"%s\", \"user_id\": \"%s\"".formatted(job, person);
          case "user" -> ", \"user_id\": \"%s\"".formatted(person);
          default -> "";
        };
    return "{\"action\": \"%s\"%s}".formatted(action, ids);
  }
}
