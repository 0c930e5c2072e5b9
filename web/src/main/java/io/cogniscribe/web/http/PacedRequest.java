package io.cogniscribe.web.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A request whose body arrives in time, or reading it fails. */
final class PacedRequest extends WatchedRequest {

  /** What a client may have under way when it is refused, so that it reads the answer. */
  private static final long LARGEST_REST = 2L * 1024 * 1024;

  private final BodyPace pace;
  private boolean failed;

  PacedRequest(HttpServletRequest request, BodyPace pace) {
    super(request);
    this.pace = pace;
  }

  @Override
  protected ServletInputStream watch(ServletInputStream source) {
    return new PacedBody(source);
  }

  /** Whether nothing of the body is left to be read. */
  boolean isFinished() throws IOException {
    return !failed && getInputStream().isFinished();
  }

  /**
   * Reads the rest of the body.
   *
   * @return false when it does not end in time, or is too long to be read for nothing
   */
  boolean drain() throws IOException {
    byte[] buffer = new byte[8 * 1024];
    long rest = 0;
    while (!failed && rest <= LARGEST_REST) {
      int read = getInputStream().read(buffer, 0, buffer.length);
      if (read < 0) {
        return true;
      }
      rest += read;
    }
    return false;
  }

  private final class PacedBody extends WatchedBody {

    private final long start = System.nanoTime();

    PacedBody(ServletInputStream source) {
      super(source);
    }

    @Override
    void check(long count) throws BodyTooSlowException {
      if (pace.isLate(Duration.ofNanos(System.nanoTime() - start), count)) {
        failed = true;
        throw new BodyTooSlowException();
      }
    }

    @Override
    IOException translate(IOException failure) {
      failed = true;
      return failure.getCause() instanceof SocketTimeoutException
          ? new BodyTooSlowException()
          : failure;
    }
  }
}
