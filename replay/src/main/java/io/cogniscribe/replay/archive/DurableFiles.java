package io.cogniscribe.replay.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files that get their names only when they are complete, and that survive a power failure.
 */
final class DurableFiles {

  /** The suffix of a file that is being written. */
  static final String PARTIAL = ".partial";

  private DurableFiles() {}

  static Path partial(Path file) {
    return file.resolveSibling(file.getFileName() + PARTIAL);
  }

  static void write(Path file, byte[] content) throws IOException {
    Path partial = partial(file);
    Files.write(partial, content);
    sync(partial, StandardOpenOption.WRITE);
    publish(partial, file);
  }

  /** Renames a complete and synced file to its final name. */
  static void publish(Path partial, Path file) throws IOException {
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(file.resolveSibling("."), StandardOpenOption.READ);
  }

  private static void sync(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }
}
