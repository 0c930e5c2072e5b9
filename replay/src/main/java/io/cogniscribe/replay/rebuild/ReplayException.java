package io.cogniscribe.replay.rebuild;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Signals that a replay cannot continue; the active generation is unchanged. The message names the
 * remedy.
 */
public final class ReplayException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public ReplayException(String message) {
    super(message);
  }

  public ReplayException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
