package io.cogniscribe.topic;

import java.io.Serial;

/** The topics are not, and could not be made, what the log needs. The message is for operators. */
public final class TopicSetupException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  TopicSetupException(String message) {
    super(message);
  }

  TopicSetupException(String message, Throwable cause) {
    super(message, cause);
  }
}
