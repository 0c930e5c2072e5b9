package io.cogniscribe.command.engine;

import java.io.Serial;

/**
 * The deciders' stores are still being restored. The command was not written and can be sent again
 * later.
 */
public final class RestoreUnfinishedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final long secondsLeft;

  RestoreUnfinishedException(String progress, long secondsLeft) {
    super("the stores are being restored from the log: " + progress);
    this.secondsLeft = secondsLeft;
  }

  /** Returns the estimated remaining time of the restore. */
  public long secondsLeft() {
    return secondsLeft;
  }
}
