package io.cogniscribe.wire;

import java.io.Serial;

/** Bytes that cannot be turned into a message; the message says why, without quoting the bytes. */
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
