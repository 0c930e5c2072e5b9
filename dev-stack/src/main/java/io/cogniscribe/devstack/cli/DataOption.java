package io.cogniscribe.devstack.cli;

import io.cogniscribe.devstack.demo.StackAddress;
import io.cogniscribe.devstack.stack.DataFolder;
import io.cogniscribe.devstack.stack.Installation;
import io.cogniscribe.devstack.stack.Refusal;
import io.cogniscribe.devstack.stack.RunningStacks;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a stack by its data folder. */
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data folder (default: COGNISCRIBE_DATA, else .data, else the folder of the only "
              + "running stack).")
  private @Nullable Path folder;

  /** Returns the folder to start a stack on. */
  DataFolder folder() {
    return folder == null
        ? DataFolder.of(System.getenv(), Installation.current().home())
        : new DataFolder(folder);
  }

  /**
   * Returns the folder of the running stack that a command addresses. A stack that was started with
   * {@code --data} is found without the option.
   *
   * @throws Refusal when several stacks run and none is named
   */
  DataFolder running() throws IOException {
    boolean isNamed = folder != null || System.getenv("COGNISCRIBE_DATA") != null;
    return isNamed ? folder() : RunningStacks.of(Installation.current()).only(folder());
  }

  /**
   * Returns the address of the running stack that a command addresses.
   *
   * @throws Refusal when its gateway does not answer
   */
  StackAddress stack() throws IOException {
    StackAddress stack = StackAddress.of(System.getenv(), running());
    stack.demandAnswer();
    return stack;
  }
}
