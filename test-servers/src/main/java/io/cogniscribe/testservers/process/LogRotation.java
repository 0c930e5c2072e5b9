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
 * Bounds the logs of child processes: one that exceeds 50 MiB is copied to {@code NAME.1}, which
 * replaces the copy before it, and truncated. A child keeps its log open and appends to it, so the
 * file itself cannot be moved; lines that are written between copy and truncation are lost.
 */
final class LogRotation {

  private static final long LIMIT_BYTES = 50L << 20;

  private final Set<Path> logs = ConcurrentHashMap.newKeySet();

  /** Watches a log from now on. */
  void add(Path log) {
    logs.add(log);
  }

  /** Rotates each log that is larger than the limit. */
  void rotateLarge() {
    logs.forEach(LogRotation::rotateIfLarge);
  }

  private static void rotateIfLarge(Path log) {
    try {
      if (Files.exists(log) && Files.size(log) > LIMIT_BYTES) {
        Files.copy(
            log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        FileChannel.open(log, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
            .close();
      }
    } catch (IOException tryAgain) {
      // The disk is full, or the folder is being removed: the next check tries again.
    }
  }
}
