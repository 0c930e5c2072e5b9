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
import io.cogniscribe.topic.Topics;
import io.cogniscribe.web.security.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The copy of the edge's request data from the command to the audit log. */
final class AuditTrailTest extends EdgeTest {

  private static final String LONG_AGENT = "agent \u00e9 ".repeat(100);

  @Test
  void aRequestIsFoundInTheAuditLogWithItsOriginAndItsId() {
    Client student = api.somebody(Role.USER);
    UUID requestId = UUID.randomUUID();

    Answer answer =
        api.post("/api/jobs", recording())
            .by(student)
            .with("X-Request-Id", requestId.toString())
            .with("X-Forwarded-For", "10.6.6.6, 203.0.113.9")
            .with("User-Agent", LONG_AGENT)
            .send();

    RecordedEvent<AuditEvent> recorded = new Trail(kafka).of(requestId).getFirst();
    ActionAudited action = (ActionAudited) recorded.payload();
    assertThat(recorded.actor()).isEqualTo(Actor.user(student.id()));
    assertThat(recorded.causationId()).isEqualTo(answer.id("command_id"));
    assertThat(recorded.cause().token()).isEqualTo(answer.header("Consistency-Token"));
    assertThat(action.action()).isEqualTo("upload");
    assertThat(action.resourceId()).isEqualTo(answer.text("job_id"));
    assertThat(action.status()).isEqualTo(AuditStatus.SUCCESS);
    assertThat(action.ipAddress()).isEqualTo("203.0.113.9");
    assertThat(action.userAgent()).hasSize(500).startsWith("agent");
  }

  @Test
  void aRefusedRoleIsFoundInTheAuditLogToo() {
    Client student = api.somebody(Role.USER);
    UUID requestId = UUID.randomUUID();

    api.post(jobOf(student) + "/start")
        .by(student)
        .with("X-Request-Id", requestId.toString())
        .send();

    ActionAudited action = (ActionAudited) new Trail(kafka).of(requestId).getFirst().payload();
    assertThat(action.status()).isEqualTo(AuditStatus.FAILURE);
    assertThat(action.code()).isEqualTo("forbidden");
    assertThat(action.ipAddress()).isEqualTo("127.0.0.1");
  }

  @Test
  void whoWouldDeleteAnAccountWithoutThePasswordIsFoundInTheAuditLog() {
    Client student = api.somebody(Role.USER);
    UUID requestId = UUID.randomUUID();

    api.delete("/api/users/" + student.id())
        .by(student)
        .with("X-Request-Id", requestId.toString())
        .with("If-Match", "\"99\"")
        .send();

    ActionAudited action = (ActionAudited) new Trail(kafka).of(requestId).getFirst().payload();
    assertThat(action.action()).isEqualTo("account_delete");
    assertThat(action.status()).isEqualTo(AuditStatus.FAILURE);
    assertThat(action.code()).isEqualTo("forbidden");
    assertThat(action.userId()).isEqualTo(student.id());
  }

  /** The edge refuses the first request, and the decider the second. */
  @ParameterizedTest
  @CsvSource({"DELETE, /api/users/{user}", "POST, /api/users/{user}/deactivate"})
  void keepsRefusedAttemptsOfStrangersOutOfTheListOfThePersonConcerned(String method, String path) {
    People.Person ada = new People(api).withAccount(Role.USER);
    Client stranger = api.somebody(Role.USER);
    UUID requestId = UUID.randomUUID();

    api.call(method, path.replace("{user}", ada.id().toString()))
        .by(stranger)
        .with("X-Request-Id", requestId.toString())
        .send();

    ActionAudited action = (ActionAudited) new Trail(kafka).of(requestId).getFirst().payload();
    assertThat(action.code()).isEqualTo("forbidden");
    assertThat(action.resourceId()).isEqualTo(ada.id().toString());
    assertThat(action.userId()).isEqualTo(stranger.id());
  }

  @Test
  void keepsRefusedReportsOfAnotherWorkerOutOfTheListOfTheOwner() {
    String job = jobOf(api.somebody(Role.USER));
    api.post(job + "/start").by(api.somebody(Role.WORKER)).send();
    UUID requestId = UUID.randomUUID();

    api.post(job + "/fail", "{\"error_code\": \"file_corrupted\"}")
        .by(api.somebody(Role.WORKER))
        .with("X-Request-Id", requestId.toString())
        .send();

    ActionAudited action = (ActionAudited) new Trail(kafka).of(requestId).getFirst().payload();
    assertThat(action.code()).isEqualTo("not_your_job");
    assertThat(action.userId()).isNull();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PUT    | /api/users/me/password | password_change | {\"current_password\": \"a guess\", \"new_password\": \"a new password\"}",
        "PUT    | /api/users/me/email    | email_change    | {\"email\": \"a@example.org\", \"password\": \"a guess\"}",
        "DELETE | /api/users/me          | account_delete  | {\"password\": \"a guess\"}",
      })
  void whoDoesNotKnowThePasswordIsFoundInTheAuditLogWhateverHeadersHeSends(
      String method, String path, String action, String body) {
    People.Person ada = new People(api).inSession(Role.USER);
    for (String guess : List.of("a guess", "another guess")) {
      UUID requestId = UUID.randomUUID();

      Answer answer =
          api.call(method, path)
              .by(ada.client())
              .with("Content-Type", "application/json")
              .with("X-Request-Id", requestId.toString())
              .with("Idempotency-Key", "the-same-for-all-guesses")
              .with("If-Match", "\"99\"")
              .send(body.replace("a guess", guess));

      assertProblem(answer, 403, "wrong_password");
      assertRefusalAudited(requestId, ada.client(), action, "wrong_password");
    }
  }

  @Test
  void whoLogsOutOfNoSessionIsFoundInTheAuditLog() {
    Answer key = issueKey(api.somebody(Role.OPERATOR), UUID.randomUUID());
    Client program = new Client(key.id("id"), "");
    UUID requestId = UUID.randomUUID();

    Answer answer =
        api.post("/api/auth/logout")
            .with("X-API-Key", key.text("api_key"))
            .with("X-Request-Id", requestId.toString())
            .with("If-Match", "\"99\"")
            .send();

    assertProblem(answer, 409, "no_session");
    assertRefusalAudited(requestId, program, "logout", "no_session");
  }

  @Test
  void whatIsInvalidLeavesNoTrace() {
    Client student = api.somebody(Role.USER);
    UUID requestId = UUID.randomUUID();

    api.post("/api/jobs", recording().replace("mp3", "exe"))
        .by(student)
        .with("X-Request-Id", requestId.toString())
        .send();

    // Later commands to every partition have been decided, so a missing record will never come.
    String later = recording().replace("{", "{\"type\": \"submit_job\", ");
    api.post("/api/commands", "{\"commands\": [" + later + (", " + later).repeat(299) + "]}")
        .by(student)
        .send();
    assertThat(new Trail(kafka).now(requestId)).isEmpty();
  }

  @Test
  void everyAttemptToLogInIsFoundInTheAuditLog() {
    String name = "anna-" + UUID.randomUUID();
    UUID userId =
        api.post(
                "/api/auth/register",
                "{\"username\": \"%s\", \"email\": \"%s@example.org\", \"password\": \"correct horse\"}"
                    .formatted(name, name))
            .send()
            .id("user_id");

    ActionAudited right = logIn(name, "correct horse");
    assertThat(right.status()).isEqualTo(AuditStatus.SUCCESS);
    assertThat(right.userId()).isEqualTo(userId);

    ActionAudited wrong = logIn(name, "another horse");
    assertThat(wrong.status()).isEqualTo(AuditStatus.FAILURE);
    assertThat(wrong.code()).isEqualTo("invalid_credentials");
    assertThat(wrong.userId()).isEqualTo(userId);

    ActionAudited unknown = logIn(name + "-2", "correct horse");
    assertThat(unknown.status()).isEqualTo(AuditStatus.FAILURE);
    assertThat(unknown.userId()).isNull();
  }

  @Test
  void keysAndWhatIsDoneWithThemAreFoundInTheAuditLog() {
    Client operator = api.somebody(Role.OPERATOR);
    UUID issuing = UUID.randomUUID();
    UUID starting = UUID.randomUUID();
    UUID revoking = UUID.randomUUID();

    Answer key = issueKey(operator, issuing);
    api.post(jobOf(api.somebody(Role.USER)) + "/start")
        .with("X-API-Key", key.text("api_key"))
        .with("X-Request-Id", starting.toString())
        .send();
    api.delete("/api/api-keys/" + key.text("id"))
        .by(operator)
        .with("X-Request-Id", revoking.toString())
        .send();

    assertKeyAudited(issuing, operator, "api_key_issue", key.text("id"));
    assertKeyAudited(revoking, operator, "api_key_revoke", key.text("id"));
    assertThat(new Trail(kafka).of(starting).getFirst().actor())
        .isEqualTo(new Actor(ActorKind.WORKER, key.text("id")));
  }

  @Test
  void whoIsNoOperatorAndAsksForAKeyIsFoundInTheAuditLogToo() {
    Client student = api.somebody(Role.USER);
    UUID issuing = UUID.randomUUID();
    UUID revoking = UUID.randomUUID();
    String unknown = UUID.randomUUID().toString();

    issueKey(student, issuing);
    api.delete("/api/api-keys/" + unknown)
        .by(api.somebody(Role.OPERATOR))
        .with("X-Request-Id", revoking.toString())
        .send();

    RecordedEvent<AuditEvent> refused = new Trail(kafka).of(issuing).getFirst();
    assertThat(refused.actor()).isEqualTo(Actor.user(student.id()));
    assertThat(((ActionAudited) refused.payload()).code()).isEqualTo("forbidden");
    ActionAudited missed = (ActionAudited) new Trail(kafka).of(revoking).getFirst().payload();
    assertThat(missed.resourceId()).isEqualTo(unknown);
    assertThat(missed.code()).isEqualTo("api_key_not_found");
  }

  @Test
  void theLogHasNoKeyThatCouldBeUsed() {
    String key = issueKey(api.somebody(Role.OPERATOR), UUID.randomUUID()).text("api_key");
    String secret = key.substring(key.length() - 43);

    for (String topic :
        List.of(
            Topics.ACCOUNT_COMMANDS,
            Topics.ACCOUNT_EVENTS,
            Topics.ACCOUNT_OUTCOMES,
            Topics.AUDIT_EVENTS)) {
      List<String> records =
          new Trail(kafka)
              .read(topic, record -> new String(record.value(), StandardCharsets.ISO_8859_1));
      assertThat(records).isNotEmpty().noneMatch(record -> record.contains(secret));
    }
  }

  private void assertRefusalAudited(UUID requestId, Client by, String action, String code) {
    List<RecordedEvent<AuditEvent>> auditLog = new Trail(kafka).of(requestId);
    assertThat(auditLog).hasSize(1);
    ActionAudited audited = (ActionAudited) auditLog.getFirst().payload();
    assertThat(auditLog.getFirst().actor().id()).isEqualTo(by.id().toString());
    assertThat(audited.action()).isEqualTo(action);
    assertThat(audited.status()).isEqualTo(AuditStatus.FAILURE);
    assertThat(audited.code()).isEqualTo(code);
    assertThat(audited.resourceId()).isEqualTo(by.id().toString());
    assertThat(audited.userId()).isEqualTo(by.id());
  }

  private Answer issueKey(Client client, UUID requestId) {
    return api.post("/api/api-keys", "{\"label\": \"whisper-1\", \"role\": \"worker\"}")
        .by(client)
        .with("X-Request-Id", requestId.toString())
        .send();
  }

  private void assertKeyAudited(UUID requestId, Client by, String action, String keyId) {
    RecordedEvent<AuditEvent> recorded = new Trail(kafka).of(requestId).getFirst();
    ActionAudited audited = (ActionAudited) recorded.payload();
    assertThat(recorded.actor()).isEqualTo(new Actor(ActorKind.OPERATOR, by.id().toString()));
    assertThat(audited.action()).isEqualTo(action);
    assertThat(audited.resourceType()).isEqualTo("api_key");
    assertThat(audited.resourceId()).isEqualTo(keyId);
    assertThat(audited.userId()).isNull();
    assertThat(audited.code()).isNull();
  }

  private ActionAudited logIn(String name, String password) {
    UUID requestId = UUID.randomUUID();
    api.post(
            "/api/auth/login",
            "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, password))
        .with("X-Request-Id", requestId.toString())
        .with("If-Match", "\"99\"") // A client cannot hide an attempt with a header.
        .send();
    List<RecordedEvent<AuditEvent>> auditLog = new Trail(kafka).of(requestId);
    assertThat(auditLog).hasSize(1);
    return (ActionAudited) auditLog.getFirst().payload();
  }
}
