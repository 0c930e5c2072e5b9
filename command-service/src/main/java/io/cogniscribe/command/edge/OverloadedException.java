package io.cogniscribe.command.edge;

import java.io.Serial;

/** The service cannot handle the request in useful time. The client may try again later. */
public final class OverloadedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** Wraps the exception that ended the wait. */
  public OverloadedException(Throwable cause) {
    super("too many requests are waiting", cause);
  }
}
