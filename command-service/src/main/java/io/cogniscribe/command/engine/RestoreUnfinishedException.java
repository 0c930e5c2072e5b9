package io.cogniscribe.command.engine;

import java.io.Serial;

/** The deciders do not know everything yet: nothing was written, and later it can be. */
public final class RestoreUnfinishedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final long secondsLeft;

  RestoreUnfinishedException(String progress, long secondsLeft) {
    super("the stores are being restored from the log: " + progress);
    this.secondsLeft = secondsLeft;
  }

  /** About how long it goes on. */
  public long secondsLeft() {
    return secondsLeft;
  }
}
