package io.cogniscribe.devstack.stack;

import io.cogniscribe.testservers.process.RecordedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Children of a supervisor that was killed, found by their pid files. */
final class Leftovers {

  private static final int PATIENCE_SECONDS = 20;

  private Leftovers() {}

  /**
   * Ends every recorded process that still runs, and removes the records.
   *
   * @return the names of the processes that ran
   */
  static List<String> end(Path runFolder) throws IOException {
    if (!Files.isDirectory(runFolder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(runFolder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".pid"))
          .filter(Leftovers::endRecorded)
          .map(file -> file.getFileName().toString().replaceFirst("\\.pid$", ""))
          .toList();
    }
  }

  private static boolean endRecorded(Path pidFile) {
    var running = RecordedProcess.read(pidFile).flatMap(RecordedProcess::running);
    running.ifPresent(Leftovers::end);
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return running.isPresent();
  }

  /** Kills the process: the stack's data survives a kill, and a gentler signal may not end it. */
  private static void end(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }
}
