package io.cogniscribe.local.cli;

import io.cogniscribe.local.stack.RunningStack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", description = "Stop the stack; its data stays.")
final class DownCommand implements Callable<Integer> {

  @Mixin private final DataOption data = new DataOption();

  @Override
  public Integer call() throws Exception {
    boolean ran = new RunningStack(data.folder()).stop();
    System.out.println(ran ? "stopped" : "nothing runs on " + data.folder().path());
    return 0;
  }
}
