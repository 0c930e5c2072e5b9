package io.cogniscribe.web.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/** A request whose body may have at most {@code limit} bytes. */
final class LimitedRequest extends WatchedRequest {

  private final long limit;

  LimitedRequest(HttpServletRequest request, long limit) {
    super(request);
    this.limit = limit;
  }

  @Override
  protected ServletInputStream watch(ServletInputStream source) {
    return new WatchedBody(source) {
      @Override
      void check(long count, Duration waited) throws BodyTooLargeException {
        if (count > limit) {
          throw new BodyTooLargeException(limit);
        }
      }
    };
  }
}
