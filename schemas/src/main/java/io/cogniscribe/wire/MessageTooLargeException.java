package io.cogniscribe.wire;

import java.io.Serial;

/** A message that would need more bytes than a record of the log may have. */
public final class MessageTooLargeException extends WireException {

  @Serial private static final long serialVersionUID = 1L;

  public MessageTooLargeException(String message) {
    super(message);
  }
}
