package io.cogniscribe.testservers.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log, read from the end: a log may be large. */
public final class LogTail {

  private static final int BYTES = 64 << 10;

  private LogTail() {}

  /** Up to the given number of last lines; says so where the log cannot be read. */
  public static String of(Path log, int lines) {
    return since(log, 0, lines);
  }

  /**
   * As {@link #of}, but nothing that was written before the log had the given length. A log that is
   * shorter has been rotated since.
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
