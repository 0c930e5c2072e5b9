package io.cogniscribe.wire;

import java.io.Serial;

/**
 * Reports bytes that cannot be decoded. The exception's message says why, without quoting the
 * bytes.
 */
public sealed class WireException extends RuntimeException
    permits ForeignValueException, MessageTooLargeException {

  @Serial private static final long serialVersionUID = 1L;

  public WireException(String message) {
    super(message);
  }

  public WireException(String message, Throwable cause) {
    super(message, cause);
  }
}
