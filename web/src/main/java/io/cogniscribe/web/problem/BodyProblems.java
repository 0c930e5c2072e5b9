package io.cogniscribe.web.problem;

import io.cogniscribe.web.http.BodyTooLargeException;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** A body that is too large, wherever reading it was given up. */
final class BodyProblems implements ProblemTranslation {

  @Override
  public Optional<ProblemException> translate(Throwable exception) {
    return Stream.iterate(exception, cause -> cause != null, Throwable::getCause)
        .filter(BodyTooLargeException.class::isInstance)
        .map(BodyTooLargeException.class::cast)
        .findFirst()
        .map(BodyProblems::tooLarge);
  }

  /** The rest of the body is not read, so the connection cannot be used again. */
  private static ProblemException tooLarge(BodyTooLargeException exception) {
    return new ProblemException(
            HttpStatus.CONTENT_TOO_LARGE,
            "body_too_large",
            "The body may have at most " + exception.limit() + " bytes.")
        .withHeader(HttpHeaders.CONNECTION, "close");
  }
}
