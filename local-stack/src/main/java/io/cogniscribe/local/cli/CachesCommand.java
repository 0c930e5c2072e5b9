package io.cogniscribe.local.cli;

import io.cogniscribe.local.stack.Installation;
import io.cogniscribe.local.stack.Rehearsal;
import io.cogniscribe.local.traffic.Demo;
import io.cogniscribe.local.traffic.DemoOptions;
import io.cogniscribe.local.traffic.StackAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "caches",
    hidden = true,
    description = "Part of a build: a short life of a stack for the start-up caches of its JVMs.")
final class CachesCommand implements Callable<Integer> {

  private static final DemoOptions TRAFFIC =
      new DemoOptions(20, 300, 0, 16, Duration.ofSeconds(30), 42, Optional.empty());

  @Override
  public Integer call() throws Exception {
    Rehearsal.run(
        Installation.current(),
        (data, environment) ->
            new Demo(StackAddress.of(environment, data), TRAFFIC, System.out).run());
    return 0;
  }
}
