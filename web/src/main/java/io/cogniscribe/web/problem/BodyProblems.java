package io.cogniscribe.web.problem;

import io.cogniscribe.web.http.BodyTooLargeException;
import io.cogniscribe.web.http.BodyTooSlowException;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Bodies that are too large or too slow, wherever reading them was given up. */
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

  /** The rest of the body is not read, so the connection cannot be used again. */
  private static ProblemException tooLarge(BodyTooLargeException exception) {
    return new ProblemException(
            HttpStatus.CONTENT_TOO_LARGE,
            "body_too_large",
            "The body may have at most " + exception.limit() + " bytes.")
        .withHeader(HttpHeaders.CONNECTION, "close");
  }

  /** The code is that of Tomcat's own 408, which it gives when no byte arrives at all. */
  private static ProblemException tooSlow() {
    return MvcProblems.of(HttpStatus.REQUEST_TIMEOUT).withHeader(HttpHeaders.CONNECTION, "close");
  }
}
