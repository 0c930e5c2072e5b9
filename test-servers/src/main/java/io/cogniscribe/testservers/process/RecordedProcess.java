package io.cogniscribe.testservers.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process as a pid file names it. A pid alone may have been given to somebody else since, so the
 * time of birth is part of the identity.
 *
 * @param birth the boot of the machine and the clock ticks since then, where the system tells them
 */
public record RecordedProcess(long pid, String birth) {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  // The fields of /proc/PID/stat after the program's name in parentheses, which may hold blanks.
  private static final int STATE_FIELD = 0;
  private static final int START_FIELD = 19;

  /** The given process. */
  public static RecordedProcess of(ProcessHandle process) {
    return new RecordedProcess(process.pid(), birthOf(process));
  }

  /** The record in the file; empty where there is none, or an unreadable one. */
  public static Optional<RecordedProcess> read(Path pidFile) {
    try {
      String[] words = Files.readString(pidFile).strip().split(" ", 2);
      return Optional.of(new RecordedProcess(Long.parseLong(words[0]), words[1]));
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  /** The process itself, if it still runs and is the recorded one. */
  public Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> birthOf(process).equals(birth));
  }

  /** Writes this record; a file that another process left is replaced. */
  public void write(Path pidFile) {
    try {
      Files.writeString(pidFile, pid + " " + birth + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the file, unless it names another process by now. */
  public void deleteFrom(Path pidFile) {
    if (read(pidFile).filter(this::equals).isPresent()) {
      try {
        Files.deleteIfExists(pidFile);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Ticks since boot do not move when the clock is set, which a start instant does. */
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
