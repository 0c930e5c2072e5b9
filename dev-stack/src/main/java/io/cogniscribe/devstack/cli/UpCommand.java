package io.cogniscribe.devstack.cli;

import io.cogniscribe.devstack.stack.DataFolder;
import io.cogniscribe.devstack.stack.DevelopmentStack;
import io.cogniscribe.devstack.stack.Installation;
import io.cogniscribe.devstack.stack.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    mixinStandardHelpOptions = true,
    name = "up",
    description = "Start servers, services and gateway; Ctrl-C stops them all.",
    footer = {
      "",
      "Ports by variable: GATEWAY_PORT 8000, COMMAND_PORT 8080, QUERY_PORT 8081,",
      "PROJECTOR_PORT 8082, KAFKA_PORT 19092, POSTGRES_PORT 15432, REDIS_PORT 16379."
    })
final class UpCommand implements Callable<Integer> {

  @Mixin private final DataOption data = new DataOption();

  @Option(names = "--fresh", description = "Delete all data of the stack first.")
  private boolean fresh;

  @Option(
      names = "--servers",
      description = "Start only the servers, for `replay log import`. Run `up` after it.")
  private boolean servers;

  @Option(
      names = "--detach",
      description = "Return as soon as the stack is ready; `down` stops it.")
  private boolean detach;

  @Override
  public Integer call() throws Exception {
    return detach ? DetachedStack.start(data.folder(), options()) : runHere();
  }

  private List<String> options() {
    List<String> options = new ArrayList<>();
    if (fresh) {
      options.add("--fresh");
    }
    if (servers) {
      options.add("--servers");
    }
    return options;
  }

  private int runHere() throws IOException, InterruptedException {
    DataFolder folder = data.folder();
    DevelopmentStack stack =
        new DevelopmentStack(
            Installation.current(),
            folder,
            System.getenv(),
            new Journal(System.out::println, folder.log("stack")),
            fresh,
            false);
    AtomicBoolean stopping = new AtomicBoolean();
    Thread stop = new Thread(() -> stop(stack, stopping), "stop-stack");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      if (servers) {
        stack.startServers();
      } else {
        stack.start();
      }
    } catch (IOException | RuntimeException e) {
      if (!stopping.get()) {
        stop(stack, stopping);
        throw e;
      }
    }
    new CountDownLatch(1).await();
    return 0;
  }

  /** Stops the stack once, whether a signal or a failed start is the cause. */
  private static void stop(DevelopmentStack stack, AtomicBoolean stopping) {
    if (stopping.compareAndSet(false, true)) {
      stack.close();
    }
  }
}
