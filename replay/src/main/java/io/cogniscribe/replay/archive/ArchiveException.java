package io.cogniscribe.replay.archive;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Signals an archive that cannot be written, read or imported. The message names the remedy. */
public final class ArchiveException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  ArchiveException(String message) {
    super(message);
  }

  ArchiveException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
