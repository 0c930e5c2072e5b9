package io.cogniscribe.testservers.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A program and its current process. It can be started and stopped repeatedly. */
public final class ManagedProcess implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration HELD_UP_PAUSE = Duration.ofMillis(200);

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
   * @throws ProgramFailed when it ends early, shows no progress for {@link Program#startPatience},
   *     or is not ready within {@link Program#startLimit}
   */
  public void start() {
    start(_ -> {});
  }

  /**
   * Starts the program as {@link #start()} does.
   *
   * @param report receives a line about a start that takes longer than {@link
   *     Program#startPatience}
   */
  public synchronized void start(Consumer<String> report) {
    if (isRunning()) {
      return;
    }
    try {
      program.prepare();
      Instant begin = Instant.now();
      do {
        child = launcher.launch(program.command());
      } while (!awaitReady(child, begin, report));
    } catch (IOException | UncheckedIOException e) {
      throw new ProgramFailed("cannot start " + name() + ": " + e.getMessage(), e);
    }
  }

  /** Stops the program cleanly; has no effect if it does not run. */
  public void stop() {
    stop(program.stopSignal());
  }

  /** Kills the program like a crash, without a clean shutdown. */
  public void kill9() {
    stop(Signal.KILL);
  }

  private synchronized void stop(Signal signal) {
    if (child != null) {
      child.stop(signal, program.stopPatience());
      child = null;
    }
  }

  /**
   * Suspends the program until the result is closed.
   *
   * @throws IllegalStateException when the program does not run
   */
  public synchronized FrozenProcess freeze() {
    return FrozenProcess.of(ProcessHandle.of(running().pid()).orElseThrow());
  }

  /** Stops the program cleanly if it runs, and starts it. */
  public synchronized void restart() {
    stop();
    start();
  }

  public synchronized boolean isRunning() {
    return child != null && child.isAlive();
  }

  /**
   * Returns the process id.
   *
   * @throws IllegalStateException when the program does not run
   */
  public synchronized long pid() {
    return running().pid();
  }

  /** Completes with the exit code when the current process has ended. */
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

  /**
   * Returns true when the program is ready; false when it was held up and is to be started again.
   *
   * @param begin the time of the first attempt
   */
  private boolean awaitReady(ChildProcess started, Instant begin, Consumer<String> report) {
    Instant checked = Instant.now();
    StartProgress progress = started.progress();
    while (!program.isReady()) {
      if (hasEnded(started)) {
        Duration sinceBegin = Duration.between(begin, Instant.now());
        if (sinceBegin.compareTo(program.startPatience()) < 0
            && program.isHeldUp(started.lastWords())) {
          LockSupport.parkNanos(HELD_UP_PAUSE.toNanos());
          return false;
        }
        throw failed("ended with exit code " + started.exitCode(), started);
      }
      Instant now = Instant.now();
      Duration sinceCheck = Duration.between(checked, now);
      if (sinceCheck.compareTo(program.startPatience()) < 0) {
        continue;
      }
      StartProgress current = started.progress();
      boolean catchesUp = program.isCatchingUp();
      Duration total = Duration.between(begin, now);
      if (!catchesUp && !current.isBeyond(progress, sinceCheck)) {
        throw giveUp(started, "and has done nothing for " + seconds(sinceCheck) + " s", total);
      }
      if (!catchesUp && total.compareTo(program.startLimit()) >= 0) {
        throw giveUp(started, "although it works", total);
      }
      report.accept(
          "%s is still starting (%d s, of which %d s processor time)"
              .formatted(name(), seconds(total), seconds(current.processorTime())));
      checked = now;
      progress = current;
    }
    return true;
  }

  private ProgramFailed giveUp(ChildProcess started, String why, Duration total) {
    started.stop(Signal.KILL, program.stopPatience());
    return failed("was not ready after %d s, %s".formatted(seconds(total), why), started);
  }

  private static long seconds(Duration time) {
    return time.toSeconds();
  }

  /** Waits for one poll interval, or until the process ends. */
  private static boolean hasEnded(ChildProcess started) {
    try {
      return started.waitFor(POLL);
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
