package io.cogniscribe.wire;

import java.io.Serial;

/**
 * Reports bytes that are not a message of any version, so no component of the product has written
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
