package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.Api.Client;
import io.cogniscribe.web.security.Role;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Batches: many commands in one request. */
final class BatchTest extends EdgeTest {

  @Test
  void aThousandSubmissionsAreAThousandJobs() {
    Client student = api.somebody(Role.USER);
    String[] thousand =
        IntStream.range(0, 1_000).mapToObj(_ -> submission()).toArray(String[]::new);

    // On a busy machine some commands may stay pending; a client asks again.
    Answer answer =
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> sendWithKey(student, "thousand", thousand), BatchTest::isDecided);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(outcomes(answer)).hasSize(1_000);
    assertThat(outcomes(answer))
        .allSatisfy(outcome -> {
          assertThat(outcome.path("accepted").asBoolean()).isTrue();
          assertThat(outcome.path("status_code").asInt()).isEqualTo(201);
          assertThat(outcome.path("status").asString()).isEqualTo("pending");
          assertThat(outcome.path("version").asLong()).isEqualTo(1);
          assertThat(outcome.path("consistency_token").asString()).startsWith("jobs.commands:");
        });
    assertThat(outcomes(answer).stream().map(o -> o.path("job_id").asString()).distinct())
        .hasSize(1_000);
  }

  @Test
  void commandsToOneJobKeepTheirOrder() {
    String job = idOf(jobOf(api.somebody(Role.USER)));

    Answer answer =
        send(
            api.somebody(Role.WORKER),
            command("start_job", job, ""),
            command("report_progress", job, ", \"stage\": \"preprocessing\", \"percent\": 25"),
            command("fail_job", job, ", \"error_code\": \"preprocessing_failed\""),
            command("start_job", job, ""));

    assertThat(outcomes(answer).stream().map(o -> o.path("status_code").asInt()))
        .containsExactly(200, 200, 200, 409);
    assertThat(outcomes(answer).stream().map(o -> o.path("index").asInt()))
        .containsExactly(0, 1, 2, 3);
    assertThat(outcomes(answer).get(2).path("status").asString()).isEqualTo("failed");
    assertThat(outcomes(answer).get(3).path("accepted").asBoolean()).isFalse();
    assertThat(outcomes(answer).get(3).path("code").asString()).isEqualTo("job_is_failed");
  }

  @Test
  void everyTypeOfCommandIsKnown() {
    Client somebody = api.somebody(Role.USER, Role.WORKER);
    String job = idOf(jobOf(somebody));

    Answer answer =
        send(
            somebody,
            command("start_job", job, ""),
            command("fail_job", job, ", \"error_code\": \"internal_error\""),
            command("retry_job", job, ""),
            command("start_job", job, ""),
            command(
                "complete_job",
                job,
                ", \"transcript_text\": \"t\", \"summary_text\": \"s\","
                    + " \"transcript_duration\": 1, \"segment_count\": 1"),
            command("cancel_job", job, ""),
            command("delete_job", job, ""));

    assertThat(outcomes(answer).stream().map(o -> o.path("status_code").asInt()))
        .containsExactly(200, 200, 200, 200, 200, 409, 200);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                              | type",
        "{\"type\": \"shred_job\"}                                       | type",
        "{\"type\": \"start_job\"}                                       | job_id",
        "{\"type\": \"start_job\", \"job_id\": \"1-1-1-1-1\"}            | job_id",
        "{\"type\": \"submit_job\", \"job_id\": \"ID\"}                  | job_id",
        "{\"type\": \"submit_job\", \"filename\": \"a.mp3\"}             | file_size_bytes",
        "{\"type\": \"submit_job\", \"filename\": \"a.exe\", \"file_size_bytes\": 1} | filename",
        "{\"type\": \"start_job\", \"job_id\": \"ID\", \"stage\": 1}     | stage",
        "{\"type\": \"start_job\", \"job_id\": \"ID\", \"expected_version\": -1} | expected_version",
        "{\"type\": \"start_job\", \"job_id\": \"ID\", \"idempotency_key\": \"a b\"} | idempotency_key",
        "{\"type\": \"report_progress\", \"job_id\": \"ID\", \"stage\": \"x\", \"percent\": 1} | stage",
        "5                                                               | commands[1]",
        "{\"type\": null}                                                | type",
        "{\"type\": [\"start_job\"]}                                     | type",
        "{\"type\": \"start_job\", \"job_id\": \"ID\", \"expected_version\": \"1\"} | expected_version",
        "{\"type\": \"start_job\", \"job_id\": \"ID\", \"expected_version\": 99999999999999999999} | expected_version",
        "{\"type\": \"submit_job\", \"filename\": \"a\\ud800.mp3\", \"file_size_bytes\": 1} | filename",
        "{\"type\": \"submit_job\", \"filename\": \"a\\u0000.mp3\", \"file_size_bytes\": 1} | filename",
        "{\"type\": \"start_job\", \"job_id\": \"ID\", \"idempotency_key\": \"\\ud800\"} | idempotency_key",
      })
  void anInvalidCommandStopsNoOther(String invalid, String field) {
    Answer answer =
        send(
            api.somebody(Role.USER),
            submission(),
            invalid.replace("ID", UUID.randomUUID().toString()),
            submission());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(outcomes(answer).stream().map(o -> o.path("status_code").asInt()))
        .containsExactly(201, 422, 201);
    JsonNode refused = outcomes(answer).get(1);
    assertThat(refused.path("accepted").asBoolean()).isFalse();
    assertThat(refused.path("code").asString()).isEqualTo("validation_failed");
    assertThat(refused.path("errors").path(0).path("field").asString()).isEqualTo(field);
    assertThat(refused.has("command_id")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                  | commands",
        "{\"commands\": []}                  | commands",
        "{\"commands\": {}}                  | commands",
        "{\"commands\": null}                | commands",
        "{\"commands\": [], \"dry_run\": 1}  | dry_run",
        "{\"commands\": [null]}              | commands[0]",
        "{\"commands\": [{\"type\": \"start_job\", \"type\": \"start_job\"}]} | commands[0]",
        "{\"commands\": [{\"type\": {\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}}}}}}}}}}}]} | commands",
      })
  void aBatchThatIsNoneIsRefused(String body, String field) {
    assertInvalid(api.post("/api/commands", body).by(api.somebody(Role.USER)).send(), field);
  }

  @Test
  void aBatchHasAtMostAThousandCommands() {
    Answer answer =
        send(
            api.somebody(Role.USER),
            IntStream.range(0, 1_001).mapToObj(_ -> submission()).toArray(String[]::new));

    assertInvalid(answer, "commands");
  }

  @Test
  void aCommandMayExpectAVersion() {
    String job = idOf(jobOf(api.somebody(Role.USER)));

    Answer answer =
        send(
            api.somebody(Role.WORKER),
            command("start_job", job, ", \"expected_version\": 7"),
            command("start_job", job, ", \"expected_version\": 1"));

    assertThat(outcomes(answer).stream().map(o -> o.path("status_code").asInt()))
        .containsExactly(412, 200);
  }

  @Test
  void anExpectedVersionOfTheWholeBatchMakesNoSense() {
    Answer answer =
        api.post("/api/commands", batch(submission()))
            .by(api.somebody(Role.USER))
            .with("If-Match", "\"1\"")
            .send();

    assertInvalid(answer, "If-Match");
  }

  @Test
  void aCommandWithAKeyActsOnceInWhicheverBatchItReturns() {
    Client student = api.somebody(Role.USER);
    String keyed = submission().replace("}", ", \"idempotency_key\": \"k-1\"}");

    Answer first = send(student, keyed);
    Answer second = send(student, submission(), keyed);
    Answer other = send(student, keyed.replace("lecture", "another"));

    assertThat(outcomes(second).get(1).path("job_id"))
        .isEqualTo(outcomes(first).getFirst().path("job_id"));
    assertThat(outcomes(second).getFirst().path("job_id"))
        .isNotEqualTo(outcomes(first).getFirst().path("job_id"));
    assertThat(outcomes(other).getFirst().path("code").asString())
        .isEqualTo("idempotency_key_reused");
  }

  @Test
  void aBatchWithAKeyActsOnce() {
    Client student = api.somebody(Role.USER);

    Answer first = sendWithKey(student, "b-1", submission(), submission());
    Answer second = sendWithKey(student, "b-1", submission(), submission());
    Answer other = sendWithKey(student, "b-1", submission().replace("lecture", "another"));

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(outcomes(first).getFirst().path("job_id"))
        .isNotEqualTo(outcomes(first).getLast().path("job_id"));
    assertThat(outcomes(other).getFirst().path("code").asString())
        .isEqualTo("idempotency_key_reused");
  }

  @Test
  void whoDoesNotWaitIsToldWhereEveryOutcomeWillBe() {
    Answer answer =
        api.post("/api/commands", batch(submission(), "{}"))
            .by(api.somebody(Role.USER))
            .with("Prefer", "respond-async")
            .send();

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Preference-Applied")).isEqualTo("respond-async");
    JsonNode pending = outcomes(answer).getFirst();
    assertThat(pending.path("status_code").asInt()).isEqualTo(202);
    assertThat(pending.path("status").asString()).isEqualTo("pending");
    assertThat(pending.has("command_id")).isTrue();
    assertThat(outcomes(answer).getLast().path("status_code").asInt()).isEqualTo(422);
  }

  private static boolean isDecided(Answer answer) {
    return outcomes(answer).stream().allMatch(outcome -> outcome.has("accepted"));
  }

  private Answer send(Client client, String... commands) {
    return api.post("/api/commands", batch(commands)).by(client).send();
  }

  private Answer sendWithKey(Client client, String key, String... commands) {
    return api.post("/api/commands", batch(commands))
        .by(client)
        .with("Idempotency-Key", key)
        .send();
  }

  private static List<JsonNode> outcomes(Answer answer) {
    return answer.json().path("outcomes").valueStream().toList();
  }

  private static String batch(String... commands) {
    return Stream.of(commands).collect(Collectors.joining(",", "{\"commands\": [", "]}"));
  }

  private static String submission() {
    return recording().replace("{", "{\"type\": \"submit_job\", ");
  }

  private static String command(String type, String job, String fields) {
    return "{\"type\": \"%s\", \"job_id\": \"%s\"%s}".formatted(type, job, fields);
  }

  private static String idOf(String job) {
    return job.substring("/api/jobs/".length());
  }
}
