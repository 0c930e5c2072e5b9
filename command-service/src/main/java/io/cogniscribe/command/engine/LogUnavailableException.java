package io.cogniscribe.command.engine;

import java.io.Serial;

/**
 * Kafka, a state store or another instance does not answer. If a command was sent, it is unknown
 * whether it was written: retry with its id.
 */
public final class LogUnavailableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public LogUnavailableException(Throwable cause) {
    super("Kafka, a state store or another instance does not answer", cause);
  }
}
