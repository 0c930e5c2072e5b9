package io.cogniscribe.wire;

import java.io.Serial;

/** Reports a message that is larger than a record of the log may be. */
public final class MessageTooLargeException extends WireException {

  @Serial private static final long serialVersionUID = 1L;

  public MessageTooLargeException(String message) {
    super(message);
  }
}
