package io.cogniscribe.local.cli;

import io.cogniscribe.local.stack.Refusal;
import io.cogniscribe.local.stack.StackStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    description = "Show what runs. Exit code 0: everything; 3: something does not.")
final class StatusCommand implements Callable<Integer> {

  @Mixin private final DataOption data = new DataOption();

  @Override
  public Integer call() throws Exception {
    StackStatus status = StackStatus.of(data.running());
    for (StackStatus.Running process : status.processes()) {
      System.out.printf(
          "%-16s %-8s %8s %6s%n",
          process.name(),
          process.pid().isPresent() ? "running" : "stopped",
          process.pid().map(pid -> "pid " + pid).orElse(""),
          process.megabytes() == 0 ? "" : process.megabytes() + " MB");
    }
    System.out.printf("%-16s %24s%n", "together", status.totalMegabytes() + " MB");
    System.out.println(status.readyLine().orElse("not ready"));
    return status.isUp() ? 0 : Refusal.UNAVAILABLE;
  }
}
