package io.cogniscribe.local.cli;

import io.cogniscribe.local.stack.Installation;
import io.cogniscribe.local.stack.Rehearsal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "caches",
    hidden = true,
    description = "Part of a build: start and stop a stack for the start-up caches of its JVMs.")
final class CachesCommand implements Callable<Integer> {

  @Override
  public Integer call() throws IOException {
    Rehearsal.run(Installation.current());
    return 0;
  }
}
