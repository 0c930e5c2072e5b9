package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.Api.Client;
import io.cogniscribe.web.security.Role;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life cycle of a job over HTTP. */
final class JobRequestsTest extends EdgeTest {

  private static final String PROGRESS =
      "{\"stage\": \"transcribing\", \"percent\": 50, \"message\": \"half of it\"}";
  private static final String FAILURE =
      "{\"error_code\": \"file_corrupted\", \"error_message\": \"line 1\\nline 2\"}";
  private static final String RESULT =
      """
      {"transcript_text": "Good morning.", "summary_text": "A greeting.",
       "transcript_duration": 3.5, "segment_count": 1, "language_detected": "en"}
      """;

  @Test
  void aSubmissionIsAnsweredWithTheNewJob() {
    Answer answer = api.post("/api/jobs", recording()).by(api.somebody(Role.USER)).send();

    UUID jobId = answer.id("job_id");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text("status")).isEqualTo("pending");
    assertThat(answer.json().path("version").asLong()).isEqualTo(1);
    assertThat(answer.id("command_id").version()).isEqualTo(7);
    assertThat(answer.header("Location")).isEqualTo("/api/jobs/" + jobId);
    assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    assertThat(answer.header("Consistency-Token")).matches("jobs\\.commands:[0-7]:\\d+");
  }

  @Test
  void everyFieldOfASubmissionIsTaken() {
    Client student = new People(api).withAccount(Role.USER).client();
    String everything =
        """
        {"filename": "week 3.m4a", "file_size_bytes": 1048576000, "original_filename": "../Woche 3",
         "file_path": "uploads/3", "summary_ratio": 1, "subject": "Anatomie", "async_mode": false,
         "user_id": "%s"}
        """
            .formatted(student.id());
    Client producer = api.somebody(Role.PRODUCER);

    assertThat(api.post("/api/jobs", everything).by(producer).send().status()).isEqualTo(201);
  }

  @Test
  void aWorkerTakesAJobToItsResult() {
    String job = jobOf(api.somebody(Role.USER));
    Client worker = api.somebody(Role.WORKER);

    assertStep(api.post(job + "/start").by(worker).send(), "processing", 2);
    assertStep(api.post(job + "/progress", PROGRESS).by(worker).send(), "processing", 2);
    assertStep(api.post(job + "/complete", RESULT).by(worker).send(), "completed", 3);
  }

  @Test
  void anOwnerRetriesCancelsAndDeletes() {
    Client owner = api.somebody(Role.USER);
    String job = jobOf(owner);
    Client worker = api.somebody(Role.WORKER);
    api.post(job + "/start").by(worker).send();

    assertStep(api.post(job + "/fail", FAILURE).by(worker).send(), "failed", 3);
    assertStep(api.post(job + "/retry", "{}").by(owner).send(), "pending", 4);
    assertStep(api.post(job + "/cancel").by(owner).send(), "cancelled", 5);
    assertStep(api.delete(job).by(owner).send(), "deleted", 6);
    assertProblem(api.delete(job).by(owner).send(), 404, "job_not_found");
  }

  @Test
  void whatTheStateDoesNotAllowIsAConflictThatNamesTheState() {
    Client owner = api.somebody(Role.USER);
    Client worker = api.somebody(Role.WORKER);
    String job = jobOf(owner);

    assertProblem(api.post(job + "/complete", RESULT).by(worker).send(), 409, "job_is_pending");
    assertProblem(api.post(job + "/retry").by(owner).send(), 409, "job_is_pending");
    api.post(job + "/cancel").by(owner).send();
    assertProblem(api.post(job + "/start").by(worker).send(), 409, "job_is_cancelled");
  }

  @Test
  void aProducerAndAnOperatorSubmitForAUserWhomTheyName() {
    Client student = new People(api).withAccount(Role.USER).client();
    String forStudent = recording().replace("}", ", \"user_id\": \"" + student.id() + "\"}");

    for (Role role : new Role[] {Role.PRODUCER, Role.OPERATOR}) {
      Answer answer = api.post("/api/jobs", forStudent).by(api.somebody(role)).send();
      assertThat(answer.status()).isEqualTo(201);
      assertThat(api.delete(answer.header("Location")).by(student).send().status()).isEqualTo(200);

      assertInvalid(api.post("/api/jobs", recording()).by(api.somebody(role)).send(), "user_id");
    }
  }

  @Test
  void refusesAJobForAUserWhoDoesNotExist() {
    String forNobody = recording().replace("}", ", \"user_id\": \"" + UUID.randomUUID() + "\"}");

    for (Role role : new Role[] {Role.PRODUCER, Role.OPERATOR}) {
      Answer answer = api.post("/api/jobs", forNobody).by(api.somebody(role)).send();
      assertProblem(answer, 422, "user_not_found");
      assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("user_id");
    }
    Answer batch =
        api.post(
                "/api/commands",
                "{\"commands\": [" + forNobody.replace("{", "{\"type\": \"submit_job\", ") + "]}")
            .by(api.somebody(Role.PRODUCER))
            .send();
    assertThat(batch.json().at("/outcomes/0/code").asString()).isEqualTo("user_not_found");
    assertThat(batch.json().at("/outcomes/0/status_code").asInt()).isEqualTo(422);
  }

  @Test
  void refusesAJobForADeletedUserAndTakesOneForADeactivatedUser() {
    People people = new People(api);
    People.Person kept = people.withAccount(Role.USER);
    People.Person gone = people.withAccount(Role.USER);
    people.deactivated(kept);
    Client operator = api.somebody(Role.OPERATOR);
    assertThat(api.delete("/api/users/" + gone.id()).by(operator).send().status()).isEqualTo(200);

    Client producer = api.somebody(Role.PRODUCER);
    String body = "{" + People.recording(kept) + "}";
    assertThat(api.post("/api/jobs", body).by(producer).send().status()).isEqualTo(201);
    // This instance may read the deletion a few milliseconds after the response to it.
    await()
        .untilAsserted(() ->
            assertProblem(
                api.post("/api/jobs", "{" + People.recording(gone) + "}").by(producer).send(),
                422,
                "user_not_found"));
  }

  @Test
  void aUserSubmitsForNobodyElse() {
    String forSomebody = recording().replace("}", ", \"user_id\": \"" + new UUID(1, 1) + "\"}");

    assertProblem(
        api.post("/api/jobs", forSomebody).by(api.somebody(Role.USER)).send(), 403, "forbidden");
  }

  @ParameterizedTest(
      name = "{0}: owner {1}, another user {2}, worker {3}, producer {4}, operator {5}")
  @CsvSource({
    "POST start,    403, 403, 200, 403, 403",
    "POST progress, 403, 403, 409, 403, 409",
    "POST complete, 403, 403, 409, 403, 409",
    "POST fail,     403, 403, 409, 403, 409",
    "POST retry,    409, 404, 403, 409, 409",
    "POST cancel,   200, 404, 403, 200, 200",
    "DELETE,        200, 404, 403, 200, 200",
  })
  void everyRoleMayDoWhatIsItsOwn(
      String request, int owner, int anotherUser, int worker, int producer, int operator) {
    Client student = api.somebody(Role.USER);

    assertThat(onPendingJob(request, student, student)).isEqualTo(owner);
    assertThat(onPendingJob(request, student, api.somebody(Role.USER))).isEqualTo(anotherUser);
    assertThat(onPendingJob(request, student, api.somebody(Role.WORKER))).isEqualTo(worker);
    assertThat(onPendingJob(request, student, api.somebody(Role.PRODUCER))).isEqualTo(producer);
    assertThat(onPendingJob(request, student, api.somebody(Role.OPERATOR))).isEqualTo(operator);
  }

  @Test
  void refusesAWorkerWhenAnotherOneStartedTheJob() {
    String job = jobOf(api.somebody(Role.USER));
    Client worker = api.somebody(Role.WORKER);
    Client other = api.somebody(Role.WORKER);
    api.post(job + "/start").by(worker).send();

    assertProblem(api.post(job + "/progress", PROGRESS).by(other).send(), 403, "not_your_job");
    assertProblem(api.post(job + "/complete", RESULT).by(other).send(), 403, "not_your_job");
    assertProblem(api.post(job + "/fail", FAILURE).by(other).send(), 403, "not_your_job");
    assertThat(api.post(job + "/complete", RESULT).by(worker).send().status()).isEqualTo(200);
  }

  private int onPendingJob(String request, Client owner, Client caller) {
    String job = jobOf(owner);
    Api.Call call =
        switch (request) {
          case "DELETE" -> api.delete(job);
          case "POST progress" -> api.post(job + "/progress", PROGRESS);
          case "POST complete" -> api.post(job + "/complete", RESULT);
          case "POST fail" -> api.post(job + "/fail", FAILURE);
          default -> api.post(job + "/" + request.substring("POST ".length()));
        };
    return call.by(caller).send().status();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/jobs",
        "/api/jobs/0199a1b2-0000-7000-8000-000000000001/start",
        "/api/jobs/0199a1b2-0000-7000-8000-000000000001/cancel",
        "/api/commands"
      })
  void nobodyWritesWithoutAToken(String path) {
    assertProblem(api.post(path, "{}").send(), 401, "unauthorized");
  }

  @Test
  void aJobThatWasNeverSubmittedIsNotFound() {
    String path = "/api/jobs/" + UUID.randomUUID() + "/start";

    assertProblem(api.post(path).by(api.somebody(Role.WORKER)).send(), 404, "job_not_found");
  }

  @Test
  void theExpectedVersionMustBeTheJobs() {
    Client owner = api.somebody(Role.USER);
    String job = jobOf(owner);
    Client worker = api.somebody(Role.WORKER);

    assertProblem(
        api.post(job + "/start").by(worker).with("If-Match", "\"2\"").send(),
        412,
        "version_mismatch");
    assertStep(
        api.post(job + "/start").by(worker).with("If-Match", "\"1\"").send(), "processing", 2);
    assertProblem(
        api.post(job + "/cancel").by(owner).with("If-Match", "\"1\"").send(),
        412,
        "version_mismatch");
    assertStep(api.post(job + "/cancel").by(owner).with("If-Match", "*").send(), "cancelled", 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"1\"", "\"1\", \"2\"", "1", "\"one\""})
  void whatIsNoExpectedVersionIsRefused(String tag) {
    Client owner = api.somebody(Role.USER);

    assertInvalid(api.delete(jobOf(owner)).by(owner).with("If-Match", tag).send(), "If-Match");
  }

  private static void assertStep(Answer answer, String status, long version) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.text("status")).isEqualTo(status);
    assertThat(answer.json().path("version").asLong()).isEqualTo(version);
    assertThat(answer.header("ETag")).isEqualTo("\"" + version + "\"");
    assertThat(answer.header("Consistency-Token")).matches("jobs\\.commands:[0-7]:\\d+");
    assertThat(answer.json().propertyNames())
        .containsExactly("job_id", "status", "version", "command_id");
  }
}
