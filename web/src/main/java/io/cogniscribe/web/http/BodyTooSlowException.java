package io.cogniscribe.web.http;

import java.io.IOException;

/** A body did not arrive in time; thrown by reading on. */
public final class BodyTooSlowException extends IOException {

  /** The attribute of a request whose body was too slow, for the error page of the server. */
  public static final String ATTRIBUTE = BodyTooSlowException.class.getName();

  private static final long serialVersionUID = 1L;

  BodyTooSlowException() {
    super("The body did not arrive in time");
  }
}
