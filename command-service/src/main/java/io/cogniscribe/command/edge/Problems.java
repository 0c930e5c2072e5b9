package io.cogniscribe.command.edge;

import io.cogniscribe.command.engine.LogUnavailableException;
import io.cogniscribe.command.engine.RestoreUnfinishedException;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.Violation;
import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;

/** Maps refusals and failures of the command path to HTTP problems. */
public final class Problems {

  private static final int LONGEST_RETRY_SECONDS = 30;

  private Problems() {}

  /** Returns the problem for a rejected outcome. */
  public static ProblemException of(Outcome.Rejected rejected) {
    return new ProblemException(
        status(rejected), rejected.code(), rejected.message(), fieldErrors(rejected.violations()));
  }

  /** Returns a 422 problem with the fields that break rules. */
  public static ProblemException invalid(List<Violation> violations) {
    return ProblemException.invalid(fieldErrors(violations));
  }

  /** Returns the problem for an exception; empty when it is a fault of this service. */
  public static Optional<ProblemException> translate(Throwable exception) {
    return Stream.iterate(exception, cause -> cause != null, Throwable::getCause)
        .flatMap(cause ->
            switch (cause) {
              case LogUnavailableException _ -> Stream.of(logUnavailable());
              case RestoreUnfinishedException restore -> Stream.of(restoreUnfinished(restore));
              case OverloadedException _ -> Stream.of(overloaded());
              default -> Stream.<ProblemException>empty();
            })
        .findFirst();
  }

  /**
   * Returns a 503 problem: the log is unavailable, so the service cannot check whether the
   * credential is revoked.
   */
  public static ProblemException revocationUnknown() {
    return ProblemException.unavailable(
        "revocation_unknown",
        "The service cannot check whether the credential is still valid. Try again.",
        1);
  }

  private static ProblemException logUnavailable() {
    return ProblemException.unavailable(
        "log_unavailable",
        "Kafka, a state store or another instance does not answer at the moment. Send the request "
            + "again; a command with the same Idempotency-Key.",
        1);
  }

  private static ProblemException restoreUnfinished(RestoreUnfinishedException restore) {
    return ProblemException.unavailable(
        "refill_unfinished",
        "The service is restoring its state from the log and did not write the command. "
            + "Send it again later.",
        Math.clamp(restore.secondsLeft(), 1, LONGEST_RETRY_SECONDS));
  }

  private static ProblemException overloaded() {
    return ProblemException.unavailable(
        "overloaded", "Too many requests are waiting. Try again.", 1);
  }

  private static HttpStatus status(Outcome.Rejected rejected) {
    // The client cannot correct either of these by changing a value.
    return switch (rejected.code()) {
      case "too_large" -> HttpStatus.CONTENT_TOO_LARGE;
      case "not_decidable" -> HttpStatus.INTERNAL_SERVER_ERROR;
      default -> status(rejected.reason());
    };
  }

  private static HttpStatus status(Outcome.Reason reason) {
    return switch (reason) {
      case INVALID, KEY_REUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case FORBIDDEN -> HttpStatus.FORBIDDEN;
      case CONFLICT -> HttpStatus.CONFLICT;
      case VERSION_MISMATCH -> HttpStatus.PRECONDITION_FAILED;
    };
  }

  private static List<FieldError> fieldErrors(List<Violation> violations) {
    return violations.stream()
        .map(violation -> new FieldError(violation.field(), violation.message()))
        .toList();
  }
}
