package io.cogniscribe.command.edge;

import java.io.Serial;

/** More is asked than can be done in useful time; the client may ask again a little later. */
public final class OverloadedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** Wraps the exception that ended the wait. */
  public OverloadedException(Throwable cause) {
    super("too many requests are waiting", cause);
  }
}
