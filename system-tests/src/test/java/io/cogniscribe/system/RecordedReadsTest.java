package io.cogniscribe.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A student sees every access of others to the student's data. */
@SharedStack
final class RecordedReadsTest {

  private static final String TRANSCRIPT = "the heart has four chambers";

  private final StackProcess stack;
  private final Journey journey;

  RecordedReadsTest(StackProcess stack) throws IOException {
    this.stack = stack;
    this.journey = new Journey(stack.address());
  }

  @Test
  void showsAStudentEveryAccessAndRefusesReadsThatCannotBeRecorded() throws Exception {
    journey.register("ida");
    Journey.Job job = journey.submit("ida");
    journey.complete(job, TRANSCRIPT);
    assertThat(journey.read("ida", job)).contains(TRANSCRIPT);

    UUID requestId = UUID.randomUUID();
    // Services that have just started may take longer to record the access than the reader waits.
    HttpResponse<String> shown =
        Awaitility.await()
            .until(
                () -> journey.readAsOperator(job, requestId), answer -> answer.statusCode() == 200);

    assertThat(shown.body()).contains(TRANSCRIPT);
    String auditLog =
        Awaitility.await()
            .until(
                () -> journey.get("ida", "/api/audit-logs?action=read_job").body(),
                body -> body.contains(requestId.toString()));
    assertThat(auditLog)
        .contains("\"actor_kind\":\"operator\"")
        .contains("\"actor_id\":\"" + journey.operatorId() + "\"")
        .contains("\"resource_id\":\"" + job.id() + "\"")
        .contains("\"ip_address\":\"127.0.0.1\"")
        .contains("\"user_agent\":\"operators-browser\"")
        .contains("\"correlation_id\":\"" + requestId + "\"")
        .doesNotContain("203.0.113.9");

    stack.signal("command-service", "STOP");
    try {
      HttpResponse<String> refused = journey.readAsOperator(job, UUID.randomUUID());
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("access_not_recorded").doesNotContain(TRANSCRIPT);
      assertThat(journey.read("ida", job)).contains(TRANSCRIPT);
    } finally {
      stack.signal("command-service", "CONT");
    }

    Awaitility.await()
        .until(() -> journey.readAsOperator(job, UUID.randomUUID()).statusCode() == 200);
  }

  @Test
  void refusesAccessRecordsFromOutside() throws Exception {
    assertThat(journey.recordAsOperator("{\"action\":\"list_users\"}").statusCode()).isEqualTo(404);
  }
}
