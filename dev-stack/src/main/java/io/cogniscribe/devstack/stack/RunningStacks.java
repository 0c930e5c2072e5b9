package io.cogniscribe.devstack.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stacks that run from one installation, whichever data folders they have: a file each, named
 * by the supervisor's pid, with the path of the data folder.
 */
public record RunningStacks(Path folder) {

  /** The stacks of an installation. */
  public static RunningStacks of(Installation installation) {
    return new RunningStacks(installation.home().resolve("target").resolve("stacks"));
  }

  /** Records that this process runs a stack, and removes the records of killed ones. */
  void add(DataFolder data) throws IOException {
    Files.createDirectories(folder);
    for (Path record : records()) {
      if (runningOn(record).isEmpty()) {
        Files.deleteIfExists(record);
      }
    }
    Files.writeString(mine(), data.path() + "\n");
  }

  /** Removes the record of this process. */
  void remove() throws IOException {
    Files.deleteIfExists(mine());
  }

  /**
   * The data folder that a command means when none is named: the default one when a stack runs
   * there or nowhere, else that of the only stack.
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

  /** A supervisor that was killed leaves its record; the pid may belong to another process now. */
  private static Optional<DataFolder> runningOn(Path record) {
    try {
      DataFolder data = new DataFolder(Path.of(Files.readString(record).strip()));
      return Optional.of(data)
          .filter(each ->
              each.supervisor()
                  .filter(process ->
                      record.getFileName().toString().equals(Long.toString(process.pid())))
                  .isPresent());
    } catch (IOException removedMeanwhile) {
      return Optional.empty();
    }
  }

  private Path mine() {
    return folder.resolve(Long.toString(ProcessHandle.current().pid()));
  }
}
