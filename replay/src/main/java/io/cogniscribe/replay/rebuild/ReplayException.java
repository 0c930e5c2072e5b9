package io.cogniscribe.replay.rebuild;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A replay that cannot go on; the active generation is as it was. The message says what to do. */
public final class ReplayException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public ReplayException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
