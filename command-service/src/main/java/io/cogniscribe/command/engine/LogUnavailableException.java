package io.cogniscribe.command.engine;

import java.io.Serial;

/** Kafka did not acknowledge a command. Whether it was written is unknown: retry with its id. */
public final class LogUnavailableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public LogUnavailableException(Throwable cause) {
    super("the log did not acknowledge the command", cause);
  }
}
