package io.cogniscribe.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One program and the process that runs it at the moment; may be started and stopped many times.
 */
public final class ManagedProcess implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final Program program;
  private final ProcessLauncher launcher;
  private @Nullable ChildProcess child;

  public ManagedProcess(Program program, ProcessLauncher launcher) {
    this.program = program;
    this.launcher = launcher;
  }

  public String name() {
    return program.name();
  }

  /**
   * Starts the program and returns when it is ready.
   *
   * @throws ProgramFailed when it ends early or does not become ready in time
   */
  public synchronized void start() {
    if (isRunning()) {
      return;
    }
    try {
      program.prepare();
      child = launcher.launch(program.command());
      awaitReady(child);
    } catch (IOException | UncheckedIOException e) {
      throw new ProgramFailed("cannot start " + name() + ": " + e.getMessage(), e);
    }
  }

  /** Stops the program cleanly; without effect when it does not run. */
  public synchronized void stop() {
    if (child != null) {
      child.stop(program.stopSignal(), program.stopPatience());
      child = null;
    }
  }

  /** Kills the program without any chance to tidy up, as a crash would. */
  public synchronized void kill9() {
    if (child != null) {
      child.stop(Signal.KILL, program.stopPatience());
      child = null;
    }
  }

  /** Stops the program cleanly, if it runs, and starts it again. */
  public synchronized void restart() {
    stop();
    start();
  }

  public synchronized boolean isRunning() {
    return child != null && child.isAlive();
  }

  /**
   * The process id.
   *
   * @throws IllegalStateException when the program does not run
   */
  public synchronized long pid() {
    return running().pid();
  }

  /** Completes with the exit code when the process that runs now has ended. */
  public synchronized CompletableFuture<Integer> ended() {
    return running().ended();
  }

  @Override
  public void close() {
    stop();
  }

  private ChildProcess running() {
    if (child == null) {
      throw new IllegalStateException(name() + " does not run");
    }
    return child;
  }

  private void awaitReady(ChildProcess started) {
    Instant deadline = Instant.now().plus(program.startPatience());
    while (!program.isReady()) {
      if (hasEnded(started)) {
        throw failed("ended with exit code " + started.exitCode(), started);
      }
      if (Instant.now().isAfter(deadline) && program.isCatchingUp()) {
        deadline = Instant.now().plus(program.startPatience());
      } else if (Instant.now().isAfter(deadline)) {
        started.stop(Signal.KILL, program.stopPatience());
        throw failed("was not ready after " + program.startPatience().toSeconds() + " s", started);
      }
    }
  }

  /** Waits for the end for as long as one poll lasts: an early end is noticed at once. */
  private static boolean hasEnded(ChildProcess started) {
    try {
      started.ended().get(POLL.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillRuns) {
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      started.stop(Signal.KILL, Duration.ofSeconds(1));
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private ProgramFailed failed(String what, ChildProcess started) {
    return new ProgramFailed(
        name() + " " + what, "; the end of %s:%n%s".formatted(started.log(), started.lastWords()));
  }
}
