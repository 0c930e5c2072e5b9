package io.cogniscribe.web.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;

/** A request whose body arrives in time, or reading it fails. */
final class PacedRequest extends WatchedRequest {

  private final BodyPace pace;

  PacedRequest(HttpServletRequest request, BodyPace pace) {
    super(request);
    this.pace = pace;
  }

  @Override
  protected ServletInputStream watch(ServletInputStream source) {
    return new PacedBody(source);
  }

  private final class PacedBody extends WatchedBody {

    PacedBody(ServletInputStream source) {
      super(source);
    }

    @Override
    void check(long count, Duration waited) throws BodyTooSlowException {
      if (pace.isLate(waited, count)) {
        throw tooSlow();
      }
    }

    /** Tomcat has a time-out of its own for each read, and answers it in more than one way. */
    @Override
    IOException translate(IOException failure, Duration waited) {
      return waited.compareTo(pace.grace()) >= 0 ? tooSlow() : failure;
    }

    private BodyTooSlowException tooSlow() {
      setAttribute(BodyTooSlowException.ATTRIBUTE, true);
      return new BodyTooSlowException();
    }
  }
}
