package io.cogniscribe.web.http;

import java.io.IOException;

/** A body exceeds the limit of its path. Thrown while the body is read. */
public final class BodyTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  private final long limit;

  BodyTooLargeException(long limit) {
    super("The body is larger than " + limit + " bytes");
    this.limit = limit;
  }

  /** Returns the limit in bytes. */
  public long limit() {
    return limit;
  }
}
