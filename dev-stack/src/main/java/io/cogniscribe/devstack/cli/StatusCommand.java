package io.cogniscribe.devstack.cli;

import io.cogniscribe.devstack.stack.DataFolder;
import io.cogniscribe.devstack.stack.Refusal;
import io.cogniscribe.devstack.stack.ServiceReadiness;
import io.cogniscribe.devstack.stack.StackStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    mixinStandardHelpOptions = true,
    name = "status",
    description =
        "Show the processes, and whether each service is ready, with causes if it is not. "
            + "Exit code 0: all are ready; 3: some are not.")
final class StatusCommand implements Callable<Integer> {

  @Mixin private final DataOption data = new DataOption();

  @Override
  public Integer call() throws Exception {
    DataFolder folder = data.running();
    StackStatus status = StackStatus.of(folder);
    for (StackStatus.Running process : status.processes()) {
      System.out.printf(
          "%-16s %-8s %8s %6s%n",
          process.name(),
          process.pid().isPresent() ? "running" : "stopped",
          process.pid().map(pid -> "pid " + pid).orElse(""),
          process.megabytes() == 0 ? "" : process.megabytes() + " MB");
    }
    System.out.printf("%-16s %24s%n", "total", status.totalMegabytes() + " MB");
    List<ServiceReadiness> services =
        status.readyLine().isEmpty()
            ? List.of()
            : ServiceReadiness.ask(folder.ports(System.getenv()));
    boolean isReady = true;
    for (ServiceReadiness service : services) {
      isReady &= service.isReady();
      System.out.printf("%-16s %s%n", service.name(), service.isReady() ? "ready" : "NOT READY");
      service.notes().forEach(note -> System.out.printf("%-16s   %s%n", "", note));
    }
    System.out.println(status.readyLine().orElse("not ready"));
    return status.isUp() && isReady ? 0 : Refusal.UNAVAILABLE;
  }
}
