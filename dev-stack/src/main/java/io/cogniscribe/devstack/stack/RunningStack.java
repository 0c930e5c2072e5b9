package io.cogniscribe.devstack.stack;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A stack that another process runs. */
public record RunningStack(DataFolder data) {

  private static final int PATIENCE_SECONDS = 90;

  /**
   * Stops the supervisor, waits for its end, and ends processes that a killed supervisor has left.
   *
   * @return whether anything ran
   */
  public boolean stop() throws IOException {
    Optional<ProcessHandle> supervisor = data.supervisor();
    supervisor.ifPresent(RunningStack::stop);
    List<String> leftovers = Leftovers.end(data.run());
    return supervisor.isPresent() || !leftovers.isEmpty();
  }

  private static void stop(ProcessHandle supervisor) {
    supervisor.destroy();
    try {
      supervisor.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      supervisor.destroyForcibly();
      supervisor.onExit().join();
    }
  }
}
