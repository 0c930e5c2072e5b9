package io.cogniscribe.testservers.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process as recorded in a pid file. The system may reuse a pid, so the start time is part of the
 * identity.
 *
 * @param birth boot id of the machine and clock ticks since boot, where the system provides them
 */
public record RecordedProcess(long pid, String birth) {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  // Indexes of the fields of /proc/PID/stat after the program's name in parentheses, which may
  // contain blanks.
  private static final int STATE_FIELD = 0;
  private static final int START_FIELD = 19;

  /** Returns the record of a process. */
  public static RecordedProcess of(ProcessHandle process) {
    return new RecordedProcess(process.pid(), birthOf(process));
  }

  /** Returns the record in the file, or empty if it is missing or unreadable. */
  public static Optional<RecordedProcess> read(Path pidFile) {
    try {
      String[] words = Files.readString(pidFile).strip().split(" ", 2);
      return Optional.of(new RecordedProcess(Long.parseLong(words[0]), words[1]));
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  /** Returns the process if it still runs and is the recorded one. */
  public Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> birthOf(process).equals(birth));
  }

  /** Writes this record, replacing a file that another process has left. */
  public void write(Path pidFile) {
    try {
      Files.writeString(pidFile, pid + " " + birth + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the file, unless it records another process now. */
  public void deleteFrom(Path pidFile) {
    if (read(pidFile).filter(this::equals).isPresent()) {
      try {
        Files.deleteIfExists(pidFile);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Uses ticks since boot: unlike a start time, they do not change when the clock is set. */
  private static String birthOf(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[STATE_FIELD].equals("Z")
          ? "zombie"
          : Files.readString(BOOT_ID).strip() + ":" + fields[START_FIELD];
    } catch (IOException noSuchFile) {
      return process.info().startInstant().map(Object::toString).orElse("unknown");
    }
  }
}
