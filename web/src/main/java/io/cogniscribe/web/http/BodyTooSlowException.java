package io.cogniscribe.web.http;

import java.io.IOException;

/** A body did not arrive in time; thrown by reading on. */
public final class BodyTooSlowException extends IOException {

  private static final long serialVersionUID = 1L;

  BodyTooSlowException() {
    super("The body did not arrive in time");
  }
}
