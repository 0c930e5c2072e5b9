package io.cogniscribe.wire;

import java.io.Serial;

/**
 * Bytes that are no message at all, of this version or another: nobody who writes ours has written
 * them.
 */
public final class ForeignValueException extends WireException {

  @Serial private static final long serialVersionUID = 1L;

  public ForeignValueException(String message) {
    super(message);
  }

  public ForeignValueException(String message, Throwable cause) {
    super(message, cause);
  }
}
