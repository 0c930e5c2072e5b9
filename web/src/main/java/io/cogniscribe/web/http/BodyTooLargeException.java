package io.cogniscribe.web.http;

import java.io.IOException;

/** A body has more bytes than its path allows; thrown by reading on. */
public final class BodyTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  private final long limit;

  BodyTooLargeException(long limit) {
    super("The body is larger than " + limit + " bytes");
    this.limit = limit;
  }

  /** The largest body in bytes. */
  public long limit() {
    return limit;
  }
}
