package io.cogniscribe.replay.archive;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** An archive that cannot be written, read or imported. The message says what to do. */
public final class ArchiveException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  ArchiveException(String message) {
    super(message);
  }

  ArchiveException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
