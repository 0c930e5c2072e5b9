package io.cogniscribe.local.cli;

import io.cogniscribe.local.stack.DataFolder;
import io.cogniscribe.local.stack.Installation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which stack is meant: stacks differ by their data folder. */
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder of the stack (default: COGNISCRIBE_DATA, else .data).")
  private @Nullable Path folder;

  DataFolder folder() {
    return folder == null
        ? DataFolder.of(System.getenv(), Installation.current().home())
        : new DataFolder(folder);
  }
}
