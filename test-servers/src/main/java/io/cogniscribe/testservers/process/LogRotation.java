package io.cogniscribe.testservers.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits the logs of child processes. A log of more than 50 MiB is copied to {@code NAME.1}, which
 * replaces the previous copy, and truncated. It cannot be moved, because the child keeps it open
 * and appends to it. Lines that are written between copy and truncation are lost.
 */
final class LogRotation {

  private static final long LIMIT_BYTES = 50L << 20;

  private final Set<Path> logs = ConcurrentHashMap.newKeySet();

  void add(Path log) {
    logs.add(log);
  }

  void rotateLarge() {
    logs.forEach(LogRotation::rotateIfLarge);
  }

  private static void rotateIfLarge(Path log) {
    try {
      if (log.toFile().length() > LIMIT_BYTES) {
        Files.copy(
            log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        FileChannel.open(log, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
            .close();
      }
    } catch (IOException tryAgain) {
      // The disk is full, or the folder is being removed. The next check tries again.
    }
  }
}
