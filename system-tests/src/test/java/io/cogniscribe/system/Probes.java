package io.cogniscribe.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.system.Edge.Answer;
import io.cogniscribe.system.Edge.Request;
import io.cogniscribe.system.Person.LoggedIn;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Checks whether both services accept a token, by reads that change nothing. */
record Probes(Edge edge) {

  private static final Duration POLL = Duration.ofMillis(10);

  /** Number of checks after the first refusal, which must not be followed by an acceptance. */
  private static final int CONFIRMATIONS = 5;

  enum Status {
    LET_IN,
    REFUSED,
    UNKNOWN,
    /** The service, or a server that it needs in addition to sessions, does not answer. */
    NO_ANSWER
  }

  Status commandService(String token) {
    return ask(token, "/api/commands/" + UUID.randomUUID());
  }

  Status queryService(String token) {
    return ask(token, "/api/auth/sessions");
  }

  void awaitLetIn(String token, Duration within) {
    await("let in", () -> commandService(token), Status.LET_IN::equals, within);
    await("let in", () -> queryService(token), Status.LET_IN::equals, within);
  }

  /** Prints the time that each service has taken, and returns the time until both refused. */
  Duration awaitRefused(String occasion, String token, Duration within) {
    Duration commands =
        await(occasion, () -> commandService(token), Status.REFUSED::equals, within);
    Duration queries = await(occasion, () -> queryService(token), Status.REFUSED::equals, within);
    // The query-service was asked only after the command-service had refused.
    say(
        "refused %s: command-service %s, query-service %s",
        occasion, commands, commands.plus(queries));
    for (int i = 0; i < CONFIRMATIONS; i++) {
      assertThat(commandService(token)).as("command-service").isEqualTo(Status.REFUSED);
      assertThat(queryService(token)).as("query-service").isEqualTo(Status.REFUSED);
    }
    return commands.plus(queries);
  }

  void awaitUnknown(String occasion, String token, Duration within) {
    Duration waited = await(occasion, () -> queryService(token), Status.UNKNOWN::equals, within);
    say("unknown %s: query-service %s", occasion, waited);
  }

  void awaitNotLetIn(String occasion, String token, Duration within) {
    Duration waited =
        await(occasion, () -> queryService(token), now -> now != Status.LET_IN, within);
    say("not let in %s: query-service %s", occasion, waited);
  }

  Duration awaitStatus(
      String occasion, LoggedIn person, String method, String path, int status, Duration within) {
    Duration waited =
        await(
            occasion,
            () -> edge.send(Request.of(method, path, person.token(), null)).status(),
            now -> now == status,
            within);
    say("%d %s: %s", status, occasion, waited);
    return waited;
  }

  void assertNeverLetIn(String token, Callable<Boolean> until, Duration within) {
    assertNeverLetIn(List.of(token), until, within);
  }

  /** Checks both services continuously until the condition holds. */
  void assertNeverLetIn(List<String> tokens, Callable<Boolean> until, Duration within) {
    Awaitility.await()
        .atMost(within)
        .pollInterval(POLL)
        .pollInSameThread()
        .until(() -> {
          boolean last = until.call();
          assertThat(tokens)
              .allSatisfy(token -> {
                assertThat(commandService(token)).isNotEqualTo(Status.LET_IN);
                assertThat(queryService(token)).isNotEqualTo(Status.LET_IN);
              });
          return last;
        });
  }

  private static <T> Duration await(
      String occasion, Callable<T> question, Predicate<T> wanted, Duration within) {
    long begin = System.nanoTime();
    Awaitility.await(occasion)
        .atMost(within)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .pollInSameThread()
        .until(question, wanted);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private Status ask(String token, String path) {
    try {
      return status(edge.send(Request.of("GET", path, token, null)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Status status(Answer answer) {
    return switch (answer.text("code")) {
      case "session_ended" -> Status.REFUSED;
      case "revocation_unknown" -> Status.UNKNOWN;
      default -> answer.status() == 0 || answer.status() >= 500 ? Status.NO_ANSWER : Status.LET_IN;
    };
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, "RevocationTest: " + format + "%n", values);
  }
}
