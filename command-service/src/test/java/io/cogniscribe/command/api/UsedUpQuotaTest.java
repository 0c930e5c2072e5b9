package io.cogniscribe.command.api;

import static io.cogniscribe.command.api.EdgeTest.assertProblem;
import static io.cogniscribe.command.api.EdgeTest.recording;
import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.audit.AuditStatus;
import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.Api.Client;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.web.security.Role;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Audit events of used-up quotas: one for each client, class and window. */
@RealServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UsedUpQuotaTest {

  private static final String ADDRESS = "203.0.113.9";

  private RunningService service;
  private Trail auditLog;
  private Api api;

  @SuppressWarnings("NullAway.Init") // JUnit calls start before any test.
  UsedUpQuotaTest() {}

  @BeforeAll
  void start(TestServers servers, @TempDir Path state) {
    String kafka = servers.kafkaBootstrapServers();
    auditLog = new Trail(kafka);
    // The limits are per hour, so that no window ends during the tests.
    Map<String, String> limits =
        Map.of(
            "RATE_LIMIT_PER_HOUR", "1",
            "RATE_LIMIT_WRITE_PER_HOUR", "1",
            "RATE_LIMIT_LOGIN_PER_HOUR", "1");
    service = RunningService.start(kafka, state, limits);
    api = service.api();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void theFirstRefusalOfAWindowIsAuditedAndTheOthersAreNot() {
    Client student = api.somebody(Role.USER);
    String job = submit(student, UUID.randomUUID()).header("Location");
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    UUID otherClass = UUID.randomUUID();

    assertProblem(submit(student, first), 429, "rate_limit_exceeded");
    assertProblem(submit(student, second), 429, "rate_limit_exceeded");
    assertThat(cancel(job, student, UUID.randomUUID()).status()).isEqualTo(200);
    assertProblem(cancel(job, student, otherClass), 429, "rate_limit_exceeded");

    // All of them would be records about the student. The last one is there, so the earlier ones
    // were written before it.
    ActionAudited write = recorded(otherClass);
    assertThat(write.resourceId()).isEqualTo("write");
    assertThat(auditLog.now(second)).isEmpty();
    assertThat(auditLog.now(first))
        .singleElement()
        .extracting(event -> (ActionAudited) event.payload())
        .satisfies(refused -> {
          assertThat(refused.action()).isEqualTo("rate_limited");
          assertThat(refused.status()).isEqualTo(AuditStatus.FAILURE);
          assertThat(refused.code()).isEqualTo("rate_limit_exceeded");
          assertThat(refused.userId()).isEqualTo(student.id());
          assertThat(refused.resourceId()).isEqualTo("submission");
          assertThat(refused.ipAddress()).isEqualTo(ADDRESS);
        });
  }

  @Test
  void whoIsNobodyYetIsAuditedByTheAddress() {
    UUID refused = UUID.randomUUID();
    assertThat(logIn(UUID.randomUUID()).status()).isEqualTo(401);

    assertProblem(logIn(refused), 429, "rate_limit_exceeded");

    ActionAudited action = recorded(refused);
    assertThat(action.action()).isEqualTo("rate_limited");
    assertThat(action.code()).isEqualTo("rate_limit_exceeded");
    assertThat(action.userId()).isNull();
    assertThat(action.resourceId()).isEqualTo("login");
    assertThat(action.ipAddress()).isEqualTo(ADDRESS);
  }

  private Answer submit(Client client, UUID requestId) {
    return send(api.post("/api/jobs", recording()).by(client), requestId);
  }

  private Answer cancel(String job, Client client, UUID requestId) {
    return send(api.post(job + "/cancel").by(client), requestId);
  }

  private Answer logIn(UUID requestId) {
    return send(
        api.post("/api/auth/login", "{\"username\": \"nobody\", \"password\": \"nothing at all\"}"),
        requestId);
  }

  private static Answer send(Api.Call call, UUID requestId) {
    return call.with("X-Request-Id", requestId.toString()).with("X-Forwarded-For", ADDRESS).send();
  }

  /** Waits for the audit event of a request and returns it. */
  private ActionAudited recorded(UUID requestId) {
    return (ActionAudited) auditLog.of(requestId).getFirst().payload();
  }
}
