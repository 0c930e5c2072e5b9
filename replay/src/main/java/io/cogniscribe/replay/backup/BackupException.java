package io.cogniscribe.replay.backup;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A backup that cannot be made or restored. The message says what to do. */
public final class BackupException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  BackupException(String message) {
    super(message);
  }

  BackupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
