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

/** The end of sessions, and changes of accounts by people and operators. */
final class SessionsTest extends EdgeTest {

  private static final String PASSWORD = "correct horse battery";

  @Test
  void whoHasLoggedOutIsNobody() {
    Person ada = register();
    Client phone = ada.logIn();
    Client laptop = ada.logIn();

    assertThat(api.post("/api/auth/logout").by(phone).send().status()).isEqualTo(200);

    assertEnded(phone);
    assertThat(submit(laptop).status()).isEqualTo(201);
    assertProblem(api.post("/api/auth/logout").by(phone).send(), 401, "session_ended");
  }

  @Test
  void loggingOutEverywhereEndsEverySession() {
    Person ada = register();
    Client phone = ada.logIn();
    Client laptop = ada.logIn();

    assertThat(api.post("/api/auth/logout-all").by(laptop).send().status()).isEqualTo(200);

    assertEnded(phone);
    assertEnded(laptop);
    assertThat(submit(ada.logIn()).status()).isEqualTo(201);
  }

  @Test
  void aSessionThatIsNobodysCannotBeEnded() {
    Client student = register().logIn();

    assertProblem(
        api.delete("/api/auth/sessions/" + UUID.randomUUID()).by(student).send(),
        404,
        "session_not_found");
  }

  @Test
  void anotherPasswordNeedsTheOldOneAndEndsTheOtherSessions() {
    Person ada = register();
    Client phone = ada.logIn();
    Client laptop = ada.logIn();

    assertProblem(
        changePassword(laptop, "wrong password", "a new password"), 403, "wrong_password");
    assertThat(changePassword(laptop, PASSWORD, "a new password").status()).isEqualTo(200);

    assertEnded(phone);
    assertThat(submit(laptop).status()).isEqualTo(201);
    assertProblem(ada.logIn(PASSWORD), 401, "invalid_credentials");
    assertThat(ada.logIn("a new password").status()).isEqualTo(200);
  }

  @Test
  void anEmailAddressMovesFromOneAccountToAnother() {
    Person ada = register();
    Person bea = register();

    assertProblem(changeEmail(bea.logIn(), ada.email()), 409, "email_taken");
    assertThat(changeEmail(ada.logIn(), UUID.randomUUID() + "@example.net").status())
        .isEqualTo(200);
    assertThat(changeEmail(bea.logIn(), ada.email()).status()).isEqualTo(200);
  }

  @Test
  void operatorsKeepPeopleOutAndLetThemInAgain() {
    Person ada = register();
    Client phone = ada.logIn();
    Client operator = api.somebody(Role.OPERATOR);
    String account = "/api/users/" + ada.id();

    assertThat(api.post(account + "/deactivate").by(operator).send().status()).isEqualTo(200);
    assertEnded(phone);
    assertProblem(ada.logIn(PASSWORD), 403, "account_inactive");

    assertThat(api.post(account + "/reactivate").by(operator).send().status()).isEqualTo(200);
    assertThat(ada.logIn(PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void anotherRoleCountsInTheTokenThatIsThere() {
    Person ada = register();
    Client token = ada.logIn();
    String job = jobOf(api.somebody(Role.USER));
    assertProblem(api.post(job + "/start").by(token).send(), 403, "forbidden");

    Answer changed =
        api.call("PUT", "/api/users/" + ada.id() + "/roles")
            .with("Content-Type", "application/json")
            .by(api.somebody(Role.OPERATOR))
            .send("{\"roles\": [\"worker\"]}");

    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    // The service's view of the roles lags behind the log by milliseconds.
    await()
        .untilAsserted(
            () -> assertThat(api.post(job + "/start").by(token).send().status()).isEqualTo(200));
  }

  @ParameterizedTest
  @CsvSource({"POST, /deactivate", "POST, /reactivate", "DELETE, ''"})
  void peopleDoNotDoWhatOperatorsDo(String method, String path) {
    Person ada = register();

    assertProblem(
        api.call(method, "/api/users/" + ada.id() + path).by(register().logIn()).send(),
        403,
        "forbidden");
  }

  @Test
  void nobodyDeletesHisAccountWithoutThePassword() {
    Person ada = register();

    assertProblem(api.delete("/api/users/" + ada.id()).by(ada.logIn()).send(), 403, "forbidden");
    assertThat(ada.logIn(PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void aDeletedAccountIsGoneAndItsNamesAreFree() {
    Person ada = register();
    Client phone = ada.logIn();

    Answer deleted =
        api.call("DELETE", "/api/users/me")
            .with("Content-Type", "application/json")
            .by(phone)
            .send("{\"password\": \"" + PASSWORD + "\"}");

    assertThat(deleted.status()).as(deleted.body()).isEqualTo(200);
    assertEnded(phone);
    assertProblem(ada.logIn(PASSWORD), 401, "invalid_credentials");
    assertThat(register(ada.name(), ada.email()).name()).isEqualTo(ada.name());
  }

  @Test
  void whoeverGuessesAtAPasswordIsSentAwayAndLocksNobodyOut() {
    Person ada = register();
    for (String name : new String[] {ada.name(), "nobody-" + UUID.randomUUID()}) {
      Answer answer = logIn(name, "a wild guess", "203.0.113.9");
      for (int guess = 1; guess < 12 && answer.status() != 429; guess++) {
        assertProblem(answer, 401, "invalid_credentials");
        answer = logIn(name, "a wild guess", "203.0.113.9");
      }

      assertProblem(answer, 429, "too_many_failed_logins");
      assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
      assertProblem(logIn(name, "a wild guess", "198.51.100.7"), 401, "invalid_credentials");
    }

    assertThat(logIn(ada.name(), PASSWORD, "198.51.100.8").status()).isEqualTo(200);
  }

  private Answer logIn(String name, String password, String address) {
    return api.post(
            "/api/auth/login",
            "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, password))
        .with("X-Forwarded-For", address)
        .send();
  }

  private record Person(Api api, UUID id, String name, String email) {

    Client logIn() {
      Answer answer = logIn(PASSWORD);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      return new Client(id, answer.text("access_token"));
    }

    Answer logIn(String password) {
      return api.post(
              "/api/auth/login",
              "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, password))
          .send();
    }
  }

  private Person register() {
    String name = "ada-" + UUID.randomUUID();
    return register(name, name + "@example.org");
  }

  private Person register(String name, String email) {
    Answer answer =
        api.post(
                "/api/auth/register",
                "{\"username\": \"%s\", \"email\": \"%s\", \"password\": \"%s\"}"
                    .formatted(name, email, PASSWORD))
            .send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return new Person(api, answer.id("user_id"), name, email);
  }

  /** Waits, because the service's view of the sessions lags behind the log by milliseconds. */
  private void assertEnded(Client client) {
    await().untilAsserted(() -> assertProblem(submit(client), 401, "session_ended"));
  }

  private Answer submit(Client client) {
    return api.post("/api/jobs", recording()).by(client).send();
  }

  private Answer changePassword(Client client, String current, String next) {
    return api.call("PUT", "/api/users/me/password")
        .with("Content-Type", "application/json")
        .by(client)
        .send("{\"current_password\": \"%s\", \"new_password\": \"%s\"}".formatted(current, next));
  }

  private Answer changeEmail(Client client, String email) {
    return api.call("PUT", "/api/users/me/email")
        .with("Content-Type", "application/json")
        .by(client)
        .send("{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, PASSWORD));
  }
}
