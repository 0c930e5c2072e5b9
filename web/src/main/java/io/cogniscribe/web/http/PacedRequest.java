package io.cogniscribe.web.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;

/** A request whose body must keep the {@link BodyPace}; otherwise reading it fails. */
final class PacedRequest extends WatchedRequest {

  private final BodyPace pace;

  PacedRequest(HttpServletRequest request, BodyPace pace) {
    super(request);
    this.pace = pace;
  }

  @Override
  protected ServletInputStream watch(ServletInputStream source) {
    return new WatchedBody(source) {
      @Override
      void check(long count, Duration waited) throws BodyTooSlowException {
        if (pace.isLate(waited, count)) {
          throw tooSlow();
        }
      }

      // Maps the exceptions of Tomcat's own read time-out, which have several types.
      @Override
      IOException translate(IOException failure, Duration waited) {
        return waited.compareTo(pace.grace()) >= 0 ? tooSlow() : failure;
      }
    };
  }

  private BodyTooSlowException tooSlow() {
    setAttribute(BodyTooSlowException.ATTRIBUTE, true);
    return new BodyTooSlowException();
  }
}
