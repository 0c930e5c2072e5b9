package io.cogniscribe.web.http;

import java.io.IOException;

/** A body did not arrive in time. Thrown while the body is read. */
public final class BodyTooSlowException extends IOException {

  /**
   * Request attribute that marks a request whose body was too slow, for the server's error page.
   */
  public static final String ATTRIBUTE = BodyTooSlowException.class.getName();

  private static final long serialVersionUID = 1L;

  BodyTooSlowException() {
    super("The body did not arrive in time");
  }
}
