package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.Api.Client;
import io.cogniscribe.web.security.Role;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reads of stored outcomes, and the callers that may read them. */
final class OutcomesTest extends EdgeTest {

  @Test
  void whoDoesNotWaitFindsTheOutcomeAtItsAddress() {
    Client student = api.somebody(Role.USER);

    Answer promise =
        api.post("/api/jobs", recording()).by(student).with("Prefer", "respond-async").send();

    assertThat(promise.status()).isEqualTo(202);
    assertThat(promise.text("status")).isEqualTo("pending");
    assertThat(promise.header("Preference-Applied")).isEqualTo("respond-async");
    assertThat(promise.header("Location")).isEqualTo("/api/commands/" + promise.text("command_id"));

    await().until(() -> api.get(promise.header("Location")).by(student).send().status() == 200);
    Answer outcome = api.get(promise.header("Location")).by(student).send();
    assertThat(outcome.text("status")).isEqualTo("accepted");
    assertThat(outcome.json().path("version").asLong()).isEqualTo(1);
    assertThat(outcome.id("command_id")).isEqualTo(promise.id("command_id"));
    assertThat(Instant.parse(outcome.text("recorded_at"))).isBefore(Instant.now().plusSeconds(60));
    assertThat(outcome.text("consistency_token"))
        .matches("jobs\\.commands:[0-7]:\\d+")
        .isEqualTo(outcome.header("Consistency-Token"));
    assertThat(api.delete("/api/jobs/" + outcome.text("job_id")).by(student).send().status())
        .isEqualTo(200);
  }

  @Test
  void whoDidNotWaitGetsTheAnswerByRepeatingTheRequest() {
    Client student = api.somebody(Role.USER);
    String key = UUID.randomUUID().toString();

    Answer promise =
        api.post("/api/jobs", recording())
            .by(student)
            .with("Prefer", "respond-async")
            .with("Idempotency-Key", key)
            .send();
    Answer answer =
        api.post("/api/jobs", recording()).by(student).with("Idempotency-Key", key).send();

    assertThat(promise.status()).isEqualTo(202);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text("command_id")).isEqualTo(promise.text("command_id"));
  }

  @Test
  void aRefusalIsAnOutcomeToo() {
    Client worker = api.somebody(Role.WORKER);
    String job = jobOf(api.somebody(Role.USER));
    api.post(job + "/start").by(worker).send();

    Answer promise = api.post(job + "/start").by(worker).with("Prefer", "respond-async").send();

    await().until(() -> api.get(promise.header("Location")).by(worker).send().status() == 200);
    Answer outcome = api.get(promise.header("Location")).by(worker).send();
    assertThat(outcome.text("status")).isEqualTo("rejected");
    assertThat(outcome.text("code")).isEqualTo("job_is_processing");
    assertThat(outcome.text("detail")).isNotBlank();
    assertThat(outcome.json().has("version")).isFalse();
  }

  @Test
  void anOutcomeIsItsSendersAndTheOperators() {
    Client student = api.somebody(Role.USER);
    Answer submitted = api.post("/api/jobs", recording()).by(student).send();
    String outcome = "/api/commands/" + submitted.text("command_id");

    assertThat(api.get(outcome).by(student).send().status()).isEqualTo(200);
    assertThat(api.get(outcome).by(api.somebody(Role.OPERATOR)).send().status()).isEqualTo(200);
    assertProblem(api.get(outcome).by(api.somebody(Role.USER)).send(), 404, "command_not_found");
    assertProblem(api.get(outcome).by(api.somebody(Role.WORKER)).send(), 404, "command_not_found");
    assertProblem(api.get(outcome).send(), 401, "unauthorized");
  }

  @Test
  void aCommandThatWasNeverSentHasNoOutcome() {
    assertProblem(
        api.get("/api/commands/" + UUID.randomUUID()).by(api.somebody(Role.OPERATOR)).send(),
        404,
        "command_not_found");
  }

  @Test
  void whatIsInvalidIsRefusedEvenWhenNobodyWaits() {
    assertInvalid(
        api.post("/api/jobs", recording().replace("1048576", "0"))
            .by(api.somebody(Role.USER))
            .with("Prefer", "respond-async")
            .send(),
        "file_size_bytes");
  }
}
