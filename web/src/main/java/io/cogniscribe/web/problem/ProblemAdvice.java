package io.cogniscribe.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers every exception of a controller with a problem document. */
@RestControllerAdvice
final class ProblemAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final List<ProblemTranslation> translations;
  private final ProblemWriter writer;

  ProblemAdvice(List<ProblemTranslation> translations, ProblemWriter writer) {
    this.translations = List.copyOf(translations);
    this.writer = writer;
  }

  @ExceptionHandler
  void answer(Throwable exception, HttpServletRequest request, HttpServletResponse response)
      throws Throwable {
    if (response.isCommitted()) {
      // The server breaks the connection, so that the client does not take the partial answer for a
      // whole.
      throw exception;
    }
    writer.write(request, response, problemOf(exception));
  }

  private ProblemException problemOf(Throwable exception) {
    return translations.stream()
        .flatMap(translation -> translation.translate(exception).stream())
        .findFirst()
        .or(() -> thrownAsProblem(exception))
        .or(() -> MvcProblems.of(exception))
        .orElseGet(() -> fault(exception));
  }

  /** Returns the problem, even if a framework has wrapped it. */
  private static Optional<ProblemException> thrownAsProblem(Throwable exception) {
    return Stream.iterate(exception, cause -> cause != null, Throwable::getCause)
        .filter(ProblemException.class::isInstance)
        .map(ProblemException.class::cast)
        .findFirst();
  }

  /** Logs the fault; the log line carries the request id that the client receives. */
  private static ProblemException fault(Throwable exception) {
    LOG.error("A request failed", exception);
    return internalError();
  }

  static ProblemException internalError() {
    return new ProblemException(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "internal_error",
        "The service failed. The log has the cause under this request_id.");
  }
}
