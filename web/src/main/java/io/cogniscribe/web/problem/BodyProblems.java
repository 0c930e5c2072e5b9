package io.cogniscribe.web.problem;

import io.cogniscribe.web.http.BodyTooLargeException;
import io.cogniscribe.web.http.BodyTooSlowException;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Translates bodies that are too large or too slow, including wrapped exceptions. */
final class BodyProblems implements ProblemTranslation {

  @Override
  public Optional<ProblemException> translate(Throwable exception) {
    return Stream.iterate(exception, cause -> cause != null, Throwable::getCause)
        .flatMap(cause ->
            switch (cause) {
              case BodyTooLargeException tooLarge -> Stream.of(tooLarge(tooLarge));
              case BodyTooSlowException _ -> Stream.of(tooSlow());
              default -> Stream.<ProblemException>empty();
            })
        .findFirst();
  }

  /** Closes the connection, because the rest of the body is not read. */
  private static ProblemException tooLarge(BodyTooLargeException exception) {
    return new ProblemException(
            HttpStatus.CONTENT_TOO_LARGE,
            "body_too_large",
            "The body may have at most " + exception.limit() + " bytes.")
        .withHeader(HttpHeaders.CONNECTION, "close");
  }

  /** Uses the code of Tomcat's own 408, which it sends when no byte arrives at all. */
  private static ProblemException tooSlow() {
    return MvcProblems.of(HttpStatus.REQUEST_TIMEOUT.value())
        .withHeader(HttpHeaders.CONNECTION, "close");
  }
}
