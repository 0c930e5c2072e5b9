package io.cogniscribe.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Nobody reads what is a student's without the student being able to see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RecordedReadsTest {

  private static final String TRANSCRIPT = "the heart has four chambers";

  private StackProcess stack;
  private Journey journey;

  @SuppressWarnings("NullAway.Init") // JUnit calls start before the tests.
  RecordedReadsTest() {}

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    stack = new StackProcess(folder.resolve("stack"));
    stack.up();
    journey = new Journey(stack.address());
  }

  @AfterAll
  void stop() throws Exception {
    stack.close();
  }

  @Test
  void aStudentSeesWhoReadHerJobAndWithoutARecordNobodyReadsIt() throws Exception {
    journey.register("ada");
    Journey.Job job = journey.submit("ada");
    journey.complete(job, TRANSCRIPT);
    assertThat(journey.read("ada", job)).contains(TRANSCRIPT);

    UUID requestId = UUID.randomUUID();
    // What has just started may take longer to record it than the reader waits.
    HttpResponse<String> shown =
        Awaitility.await()
            .until(
                () -> journey.readAsOperator(job, requestId), answer -> answer.statusCode() == 200);

    assertThat(shown.body()).contains(TRANSCRIPT);
    String trail =
        Awaitility.await()
            .until(
                () -> journey.get("ada", "/api/audit-logs?action=read_job").body(),
                body -> body.contains(requestId.toString()));
    assertThat(trail)
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
      assertThat(journey.read("ada", job)).contains(TRANSCRIPT);
    } finally {
      stack.signal("command-service", "CONT");
    }

    Awaitility.await()
        .until(() -> journey.readAsOperator(job, UUID.randomUUID()).statusCode() == 200);
  }

  @Test
  void theGatewayDoesNotTakeRecordsFromOutside() throws Exception {
    assertThat(journey.recordAsOperator("{\"action\":\"list_users\"}").statusCode()).isEqualTo(404);
  }
}
