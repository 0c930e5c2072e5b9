package io.cogniscribe.testservers.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads the last lines of a log from its end, because a log may be large. */
public final class LogTail {

  private static final int BYTES = 64 << 10;

  private LogTail() {}

  /** Returns up to {@code lines} last lines, or a note if the log cannot be read. */
  public static String of(Path log, int lines) {
    return since(log, 0, lines);
  }

  /**
   * Returns last lines as {@link #of} does, but only those written after the log had {@code length}
   * bytes. A log that is shorter now has been rotated.
   */
  static String since(Path log, long length, int lines) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long begin = length > file.length() ? 0 : length;
      long start = Math.max(begin, file.length() - BYTES);
      byte[] end = new byte[(int) Math.max(0, file.length() - start)];
      file.seek(start);
      file.readFully(end);
      List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
