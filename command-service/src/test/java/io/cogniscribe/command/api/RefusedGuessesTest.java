package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.audit.AuditStatus;
import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.People.Person;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.web.security.Role;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Refusals of clients that guess passwords, and their audit events. */
final class RefusedGuessesTest extends EdgeTest {

  private static final String THIEF = "203.0.113.9";
  private static final String WRONG =
      "{\"current_password\": \"a guess\", \"new_password\": \"a new password\"}";
  private static final String HOME = "198.51.100.8";

  @Test
  void aStolenSessionIsNoWayToGuessThePassword() {
    Person ada = new People(api).inSession(Role.USER);

    UUID refused =
        guessUntilSentAway(403, "wrong_password", id -> changePassword(ada, WRONG, THIEF, id));

    Answer fromHome = changePassword(ada, People.NEW_PASSWORD, HOME, UUID.randomUUID());
    assertThat(fromHome.status()).as(fromHome.body()).isEqualTo(200);
    RecordedEvent<AuditEvent> recorded = new Trail(kafka).of(refused).getFirst();
    assertThat(recorded.actor()).isEqualTo(Actor.user(ada.id()));
    assertSentAway(recorded, "write", ada.id());
  }

  @Test
  void aLogInThatIsSentAwayIsFoundInTheAuditLogOfWhomItWasAimedAt() {
    String name = "ada-" + UUID.randomUUID();
    UUID ada =
        api.post(
                "/api/auth/register",
                "{\"username\": \"%s\", \"email\": \"%s@example.org\", \"password\": \"correct horse\"}"
                    .formatted(name, name))
            .send()
            .id("user_id");

    UUID refused = guessUntilSentAway(401, "invalid_credentials", id -> logIn(name, id));

    RecordedEvent<AuditEvent> recorded = new Trail(kafka).of(refused).getFirst();
    assertThat(recorded.actor()).isEqualTo(Actor.SYSTEM);
    assertSentAway(recorded, "login", ada);
  }

  @Test
  void aLogInWithANameThatNobodyHasIsFoundThereAsWell() {
    String name = "nobody-" + UUID.randomUUID();

    UUID refused = guessUntilSentAway(401, "invalid_credentials", id -> logIn(name, id));

    RecordedEvent<AuditEvent> recorded = new Trail(kafka).of(refused).getFirst();
    assertThat(((ActionAudited) recorded.payload()).userId()).isNull();
  }

  /** Returns the id of the request that was refused. */
  private static UUID guessUntilSentAway(int status, String code, Function<UUID, Answer> guess) {
    UUID requestId = UUID.randomUUID();
    Answer answer = guess.apply(requestId);
    for (int guesses = 1; guesses < 12 && answer.status() != 429; guesses++) {
      assertProblem(answer, status, code);
      requestId = UUID.randomUUID();
      answer = guess.apply(requestId);
    }
    assertProblem(answer, 429, "too_many_failed_logins");
    return requestId;
  }

  private static void assertSentAway(
      RecordedEvent<AuditEvent> recorded, String routeClass, UUID person) {
    ActionAudited action = (ActionAudited) recorded.payload();
    assertThat(action.action()).isEqualTo("rate_limited");
    assertThat(action.status()).isEqualTo(AuditStatus.FAILURE);
    assertThat(action.code()).isEqualTo("too_many_failed_logins");
    assertThat(action.resourceType()).isEqualTo("route");
    assertThat(action.resourceId()).isEqualTo(routeClass);
    assertThat(action.userId()).isEqualTo(person);
    assertThat(action.ipAddress()).isEqualTo(THIEF);
  }

  private Answer changePassword(Person person, String body, String address, UUID requestId) {
    return api.call("PUT", "/api/users/me/password")
        .by(person.client())
        .with("Content-Type", "application/json")
        .with("X-Forwarded-For", address)
        .with("X-Request-Id", requestId.toString())
        .send(body);
  }

  private Answer logIn(String name, UUID requestId) {
    return api.post(
            "/api/auth/login",
            "{\"username\": \"%s\", \"password\": \"a wild guess\"}".formatted(name))
        .with("X-Forwarded-For", THIEF)
        .with("X-Request-Id", requestId.toString())
        .send();
  }
}
