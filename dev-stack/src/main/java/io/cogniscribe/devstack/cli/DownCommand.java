package io.cogniscribe.devstack.cli;

import io.cogniscribe.devstack.stack.DataFolder;
import io.cogniscribe.devstack.stack.RunningStacks;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    mixinStandardHelpOptions = true,
    name = "down",
    description = "Stop the stack; its data is kept.")
final class DownCommand implements Callable<Integer> {

  @Mixin private final DataOption data = new DataOption();

  @Override
  public Integer call() throws Exception {
    DataFolder folder = data.running();
    boolean ran = RunningStacks.stop(folder);
    System.out.println((ran ? "stopped the stack on " : "nothing runs on ") + folder.path());
    return 0;
  }
}
