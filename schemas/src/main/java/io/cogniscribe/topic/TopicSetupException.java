package io.cogniscribe.topic;

import java.io.Serial;

/**
 * Reports topics that differ from their definitions and cannot be corrected. The message is for
 * operators.
 */
public final class TopicSetupException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  TopicSetupException(String message) {
    super(message);
  }

  TopicSetupException(String message, Throwable cause) {
    super(message, cause);
  }
}
