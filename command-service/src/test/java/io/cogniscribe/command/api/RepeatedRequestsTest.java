package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.Api.Call;
import io.cogniscribe.command.api.Api.Client;
import io.cogniscribe.web.security.Role;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Idempotency keys: a request takes effect once, even if it is sent several times. */
final class RepeatedRequestsTest extends EdgeTest {

  @Test
  void aRepeatedSubmissionIsTheSameJobWithTheSameAnswer() {
    Client student = api.somebody(Role.USER);
    String key = key();

    Answer first = submit(student, key).send();
    Answer second = submit(student, key).send();

    assertThat(first.status()).isEqualTo(201);
    assertSame(first, second);
  }

  @Test
  void aSubmissionThatIsSentManyTimesAtOnceIsOneJob() {
    Client student = api.somebody(Role.USER);
    String key = key();
    List<Answer> answers;
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Answer>> sent =
          Stream.generate(
                  () -> CompletableFuture.supplyAsync(() -> submit(student, key).send(), clients))
              .limit(16)
              .toList();
      answers = sent.stream().map(CompletableFuture::join).toList();
    }

    assertThat(answers).extracting(Answer::status).containsOnly(201);
    assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
    assertThat(api.delete(answers.getFirst().header("Location")).by(student).send().status())
        .isEqualTo(200);
    assertThat(api.delete(answers.getLast().header("Location")).by(student).send().status())
        .isEqualTo(404);
  }

  @Test
  void aKeyIsForOneRequestOnly() {
    Client student = api.somebody(Role.USER);
    String key = key();
    submit(student, key).send();

    assertProblem(
        api.post("/api/jobs", recording().replace("lecture", "another"))
            .by(student)
            .with("Idempotency-Key", key)
            .send(),
        422,
        "idempotency_key_reused");
  }

  @Test
  void aKeyIsItsClientsOwn() {
    String key = key();

    Answer one = submit(api.somebody(Role.USER), key).send();
    Answer other = submit(api.somebody(Role.USER), key).send();

    assertThat(one.status()).isEqualTo(201);
    assertThat(other.status()).isEqualTo(201);
    assertThat(other.text("job_id")).isNotEqualTo(one.text("job_id"));
  }

  @Test
  void registersTwoStrangersWhenTheyUseTheSameKey() {
    People people = new People(api);
    String key = key();
    String ada = people.registration();
    String bea = people.registration();

    Answer first = register(ada, key);
    Answer other = register(bea, key);

    assertThat(first.status()).as(first.body()).isEqualTo(201);
    assertThat(other.status()).as(other.body()).isEqualTo(201);
    assertThat(other.text("user_id")).isNotEqualTo(first.text("user_id"));
    assertSame(first, register(ada, key));
    assertSame(other, register(bea, key));
    assertProblem(register(ada.replace("battery", "stapler"), key), 422, "idempotency_key_reused");
  }

  private Answer register(String body, String key) {
    return api.post("/api/auth/register", body).with("Idempotency-Key", key).send();
  }

  @Test
  void theSameKeyForAnotherJobIsAnotherRequest() {
    Client worker = api.somebody(Role.WORKER);
    String key = key();

    for (int i = 0; i < 2; i++) {
      String job = jobOf(api.somebody(Role.USER));
      assertThat(api.post(job + "/start").by(worker).with("Idempotency-Key", key).send().status())
          .isEqualTo(200);
    }
  }

  @Test
  void aRepeatedStepIsAnsweredAsItWasEvenWhenTheJobHasMovedOn() {
    Client owner = api.somebody(Role.USER);
    Client worker = api.somebody(Role.WORKER);
    String job = jobOf(owner);
    Call[] start = new Call[2];
    String key = key();
    for (int i = 0; i < 2; i++) {
      start[i] = api.post(job + "/start").by(worker).with("Idempotency-Key", key);
    }

    Answer first = start[0].send();
    api.post(job + "/cancel").by(owner).send();
    Answer second = start[1].send();

    assertThat(first.status()).isEqualTo(200);
    assertSame(first, second);
  }

  @Test
  void aRepeatedRefusalIsTheSameRefusal() {
    Client owner = api.somebody(Role.USER);
    Client worker = api.somebody(Role.WORKER);
    String job = jobOf(owner);
    String key = key();

    Answer first = api.post(job + "/retry").by(owner).with("Idempotency-Key", key).send();
    api.post(job + "/start").by(worker).send();
    api.post(job + "/fail", "{\"error_code\": \"internal_error\"}").by(worker).send();
    Answer second = api.post(job + "/retry").by(owner).with("Idempotency-Key", key).send();

    assertProblem(first, 409, "job_is_pending");
    assertProblem(second, 409, "job_is_pending");
    assertThat(api.post(job + "/retry").by(owner).send().status()).isEqualTo(200);
  }

  @Test
  void aRepeatedDeletionIsNotToldThatTheJobIsGone() {
    Client owner = api.somebody(Role.USER);
    String job = jobOf(owner);
    String key = key();

    Answer first = api.delete(job).by(owner).with("Idempotency-Key", key).send();
    Answer second = api.delete(job).by(owner).with("Idempotency-Key", key).send();

    assertThat(first.text("status")).isEqualTo("deleted");
    assertSame(first, second);
  }

  @Test
  void aRepeatedChangeOfPasswordIsAnsweredAsItWasThoughThePasswordIsAnotherNow() {
    Client ada = new People(api).inSession(Role.USER).client();
    String key = key();

    Answer first = changePassword(ada, People.NEW_PASSWORD, key);
    Answer second = changePassword(ada, People.NEW_PASSWORD, key);

    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertSame(first, second);
  }

  @Test
  void aKeyStandsForNoPassword() {
    Client ada = new People(api).inSession(Role.USER).client();
    String guess = "{\"current_password\": \"a guess\", \"new_password\": \"another guess\"}";

    assertProblem(changePassword(ada, guess, key()), 403, "wrong_password");
    assertThat(changePassword(ada, People.NEW_PASSWORD, key()).status()).isEqualTo(200);
  }

  @Test
  void aRequestWithoutAKeyActsEveryTime() {
    Client student = api.somebody(Role.USER);

    assertThat(jobOf(student)).isNotEqualTo(jobOf(student));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "k\tk"})
  void whatIsNoKeyIsRefused(String key) {
    assertInvalid(submit(api.somebody(Role.USER), key).send(), "Idempotency-Key");
  }

  @Test
  void aKeyThatIsTooLongIsRefused() {
    assertInvalid(submit(api.somebody(Role.USER), "k".repeat(256)).send(), "Idempotency-Key");
  }

  private Answer changePassword(Client client, String body, String key) {
    return api.call("PUT", "/api/users/me/password")
        .by(client)
        .with("Content-Type", "application/json")
        .with("Idempotency-Key", key)
        .send(body);
  }

  private Call submit(Client client, String key) {
    return api.post("/api/jobs", recording()).by(client).with("Idempotency-Key", key);
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static void assertSame(Answer first, Answer second) {
    assertThat(second.status()).isEqualTo(first.status());
    assertThat(second.body()).isEqualTo(first.body());
    for (String header : List.of("Location", "ETag", "Consistency-Token")) {
      assertThat(second.header(header)).isEqualTo(first.header(header));
    }
  }
}
