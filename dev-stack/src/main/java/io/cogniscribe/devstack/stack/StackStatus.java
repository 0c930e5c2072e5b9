package io.cogniscribe.devstack.stack;

import io.cogniscribe.testservers.process.RecordedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of a stack and its readiness. */
public record StackStatus(Optional<String> readyLine, List<Running> processes) {

  /** The names of a stack's processes and of their logs, the supervisor first. */
  public static final List<String> NAMES =
      List.of(
          "stack", "kafka", "postgres", "redis", "command-service", "projector", "query-service");

  /**
   * One process.
   *
   * @param pid empty if it does not run
   * @param megabytes proportional resident memory including its children; 0 if unknown
   */
  public record Running(String name, Optional<Long> pid, long megabytes) {}

  public static StackStatus of(DataFolder data) throws IOException {
    return new StackStatus(
        readyLine(data), NAMES.stream().map(name -> running(data, name)).toList());
  }

  private static Optional<String> readyLine(DataFolder data) throws IOException {
    try {
      return data.supervisor().isPresent()
          ? Optional.of(Files.readString(data.readyFile()).strip())
          : Optional.empty();
    } catch (NoSuchFileException notReady) {
      return Optional.empty();
    }
  }

  /** Returns whether the stack became ready and all of its processes run now. */
  public boolean isUp() {
    return readyLine.isPresent() && processes.stream().allMatch(each -> each.pid().isPresent());
  }

  public long totalMegabytes() {
    return processes.stream().mapToLong(Running::megabytes).sum();
  }

  private static Running running(DataFolder data, String name) {
    Optional<ProcessHandle> process =
        RecordedProcess.read(data.pidFile(name)).flatMap(RecordedProcess::running);
    long kilobytes =
        process.stream()
            .flatMap(each -> name.equals("stack") ? Stream.of(each) : withDescendants(each))
            .mapToLong(StackStatus::proportionalKilobytes)
            .sum();
    return new Running(name, process.map(ProcessHandle::pid), kilobytes / 1024);
  }

  private static Stream<ProcessHandle> withDescendants(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants());
  }

  /**
   * Returns the proportional set size, in which memory shared by several processes (PostgreSQL's
   * buffers) counts once in all.
   */
  private static long proportionalKilobytes(ProcessHandle process) {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException | UncheckedIOException ended) {
      // Opening the file fails after the end of a process, and reading it while it is a zombie.
      return 0;
    }
  }
}
