package io.cogniscribe.command.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.command.engine.LogUnavailableException;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.Outcome.Reason;
import io.cogniscribe.message.Violation;
import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** HTTP responses for the outcomes of commands. */
final class AnswersTest {

  private static final UUID COMMAND = new UUID(1, 7);
  private static final UUID JOB = new UUID(2, 7);
  private static final CommandPosition PLACE = new CommandPosition("jobs.commands", 4, 42);
  private static final WriteHeaders WAITING = new WriteHeaders(null, null, false);
  private static final WriteHeaders NOT_WAITING = new WriteHeaders(null, null, true);

  @Test
  void anAcceptedCommandSaysItsVersionAndPosition() {
    ResponseEntity<Object> answer = answer(decided(new Outcome.Accepted(3, "completed")), WAITING);

    assertThat(answer.getStatusCode().value()).isEqualTo(200);
    assertThat(answer.getBody()).isEqualTo("completed");
    assertThat(answer.getHeaders().getETag()).isEqualTo("\"3\"");
    assertThat(answer.getHeaders().getFirst("Consistency-Token")).isEqualTo("jobs.commands:4:42");
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID,          422",
    "NOT_FOUND,        404",
    "FORBIDDEN,        403",
    "CONFLICT,         409",
    "VERSION_MISMATCH, 412",
    "KEY_REUSED,       422"
  })
  void aRejectedCommandIsTheProblemOfItsReason(Reason reason, int status) {
    Outcome.Rejected rejected =
        new Outcome.Rejected(
            reason, "some_code", "for people", List.of(new Violation("percent", "must be less")));

    assertThatThrownBy(() -> answer(decided(rejected), WAITING))
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .satisfies(problem -> {
          assertThat(problem.status().value()).isEqualTo(status);
          assertThat(problem.code()).isEqualTo("some_code");
          assertThat(problem.detail()).isEqualTo("for people");
          assertThat(problem.errors()).containsExactly(new FieldError("percent", "must be less"));
          assertThat(problem.headers().getFirst("Consistency-Token"))
              .isEqualTo("jobs.commands:4:42");
        });
  }

  @ParameterizedTest
  @CsvSource({"too_large, 413", "not_decidable, 500"})
  void answersWithTheStatusOfTheCodeWhenACommandWasNotDecided(String code, int status) {
    Outcome.Rejected rejected = Outcome.Rejected.of(Reason.INVALID, code, "for people");

    assertThatThrownBy(() -> answer(decided(rejected), WAITING))
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .satisfies(problem -> {
          assertThat(problem.status().value()).isEqualTo(status);
          assertThat(problem.code()).isEqualTo(code);
        });
  }

  @Test
  void aCommandThatIsNotDecidedInTimeIsPending() {
    ResponseEntity<Object> answer = answer(decided(new Outcome.Pending()), WAITING);

    assertPending(answer);
    assertThat(answer.getHeaders().getFirst("Consistency-Token")).isEqualTo("jobs.commands:4:42");
    assertThat(answer.getHeaders().containsHeader("Preference-Applied")).isFalse();
  }

  @Test
  void whoDoesNotWaitIsToldWhereTheOutcomeWillBe() {
    ResponseEntity<Object> answer =
        answer(
            gateway(new CompletableFuture<>(), CompletableFuture.completedFuture(PLACE)),
            NOT_WAITING);

    assertPending(answer);
    assertThat(answer.getHeaders().getFirst("Preference-Applied")).isEqualTo("respond-async");
    assertThat(answer.getHeaders().getFirst("Consistency-Token")).isEqualTo(PLACE.token());
  }

  @Test
  void whoDoesNotWaitIsToldWhenTheLogDidNotTakeTheCommand() {
    CompletableFuture<CommandPosition> unwritten =
        CompletableFuture.failedFuture(new LogUnavailableException(new TimeoutException()));

    assertThatThrownBy(() -> answer(gateway(new CompletableFuture<>(), unwritten), NOT_WAITING))
        .extracting(Problems::translate)
        .asInstanceOf(InstanceOfAssertFactories.optional(ProblemException.class))
        .hasValueSatisfying(problem -> assertThat(problem.code()).isEqualTo("log_unavailable"));
  }

  @Test
  void anUnavailableLogIsWorthAnotherTry() {
    Throwable failure =
        new CompletionException(new LogUnavailableException(new TimeoutException()));

    assertThat(Problems.translate(failure))
        .hasValueSatisfying(problem -> {
          assertThat(problem.status().value()).isEqualTo(503);
          assertThat(problem.code()).isEqualTo("log_unavailable");
          assertThat(problem.headers().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
        });
  }

  @Test
  void aFaultIsNotExplainedAway() {
    assertThat(Problems.translate(new CompletionException(new IllegalStateException("a bug"))))
        .isEmpty();
  }

  private static void assertPending(ResponseEntity<Object> answer) {
    assertThat(answer.getStatusCode().value()).isEqualTo(202);
    assertThat(answer.getBody()).isEqualTo(new Answers.Pending(COMMAND, "pending"));
    assertThat(answer.getHeaders().getLocation()).hasToString("/api/commands/" + COMMAND);
  }

  private static ResponseEntity<Object> answer(
      CommandGateway<String> gateway, WriteHeaders headers) {
    CommandEnvelope<String> command =
        new CommandEnvelope<>(
            COMMAND, JOB, Actor.SYSTEM, Instant.EPOCH, null, null, COMMAND, null, null, "command");
    return Answers.send(
        gateway,
        command,
        headers,
        (outcome, accepted) ->
            Answers.success(ResponseEntity.ok(), outcome, accepted, accepted.status()));
  }

  private static CommandGateway<String> decided(Outcome.Result result) {
    Outcome outcome = new Outcome(COMMAND, JOB, Actor.SYSTEM, PLACE, Instant.EPOCH, null, result);
    return gateway(CompletableFuture.completedFuture(outcome), new CompletableFuture<>());
  }

  /**
   * Returns a log whose answers the test controls, because a real log cannot time out on demand.
   */
  private static CommandGateway<String> gateway(
      CompletableFuture<Outcome> outcome, CompletableFuture<CommandPosition> acknowledgement) {
    return new CommandGateway<>() {
      @Override
      public String topic() {
        return PLACE.topic();
      }

      @Override
      public CompletableFuture<Outcome> send(CommandEnvelope<String> command) {
        return outcome;
      }

      @Override
      public CompletableFuture<CommandPosition> post(CommandEnvelope<String> command) {
        return acknowledgement;
      }
    };
  }
}
