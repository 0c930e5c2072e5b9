package io.cogniscribe.devstack.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The running stacks of one installation on any data folders. Each has a file, named by the
 * supervisor's pid, with the path of its data folder.
 */
public record RunningStacks(Path folder) {

  private static final int PATIENCE_SECONDS = 90;

  /** Returns the stacks of an installation. */
  public static RunningStacks of(Installation installation) {
    return new RunningStacks(installation.home().resolve("target").resolve("stacks"));
  }

  /**
   * Stops the stack on a folder: stops its supervisor, waits for its end, and ends processes that a
   * killed supervisor has left.
   *
   * @return whether anything ran
   */
  public static boolean stop(DataFolder data) throws IOException {
    Optional<ProcessHandle> supervisor = data.supervisor();
    supervisor.ifPresent(RunningStacks::stop);
    List<String> leftovers = Leftovers.end(data.run());
    return supervisor.isPresent() || !leftovers.isEmpty();
  }

  private static void stop(ProcessHandle supervisor) {
    supervisor.destroy();
    try {
      supervisor.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      supervisor.destroyForcibly();
      supervisor.onExit().join();
    }
  }

  /** Records that this process runs a stack, and removes the records of killed supervisors. */
  void add(DataFolder data) throws IOException {
    Files.createDirectories(folder);
    for (Path record : records()) {
      if (runningOn(record).isEmpty()) {
        Files.deleteIfExists(record);
      }
    }
    Files.writeString(mine(), data.path() + "\n");
  }

  void remove() throws IOException {
    Files.deleteIfExists(mine());
  }

  /**
   * Returns the data folder for a command that names none: the default folder if a stack runs there
   * or no stack runs, else the folder of the only stack.
   *
   * @throws Refusal when several stacks run and none of them on the default folder
   */
  public DataFolder only(DataFolder byDefault) throws IOException {
    if (byDefault.supervisor().isPresent()) {
      return byDefault;
    }
    List<DataFolder> running = list();
    if (running.size() > 1) {
      throw Refusal.usage(
          "several stacks run: name one of them with --data: "
              + String.join(", ", running.stream().map(data -> data.path().toString()).toList()));
    }
    return running.isEmpty() ? byDefault : running.getFirst();
  }

  private List<DataFolder> list() throws IOException {
    return records().stream().flatMap(record -> runningOn(record).stream()).toList();
  }

  private List<Path> records() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> records = Files.list(folder)) {
      return records.sorted().toList();
    }
  }

  /**
   * Returns the folder if its supervisor runs. A killed supervisor leaves its record, and its pid
   * may now belong to another process.
   */
  private static Optional<DataFolder> runningOn(Path record) {
    try {
      DataFolder data = new DataFolder(Path.of(Files.readString(record).strip()));
      String pid = record.getFileName().toString();
      return data.supervisor()
          .filter(process -> pid.equals(Long.toString(process.pid())))
          .map(_ -> data);
    } catch (IOException removedMeanwhile) {
      return Optional.empty();
    }
  }

  private Path mine() {
    return folder.resolve(Long.toString(ProcessHandle.current().pid()));
  }
}
