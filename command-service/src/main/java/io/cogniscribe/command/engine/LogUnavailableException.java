package io.cogniscribe.command.engine;

import java.io.Serial;

/**
 * Kafka, a state store or another instance does not answer. A command that was sent may or may not
 * be in the log: retry with its id.
 */
public final class LogUnavailableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public LogUnavailableException(Throwable cause) {
    super("Kafka, a state store or another instance does not answer", cause);
  }
}
