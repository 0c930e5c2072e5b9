package io.cogniscribe.devstack.stack;

import io.cogniscribe.testservers.process.ManagedProcess;
import io.cogniscribe.testservers.process.ProcessLauncher;
import io.cogniscribe.testservers.process.Program;
import io.cogniscribe.testservers.process.ProgramFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Restarts a program whenever it ends, until {@link #stop}. */
final class Supervised {

  // A service may start before another one that it needs, so a failed start is repeated. A service
  // that cannot start reports so each time.
  private static final int FIRST_START_ATTEMPTS = 3;

  private final ManagedProcess process;
  private final Journal journal;
  private final BackOff backOff = new BackOff();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Thread thread;

  Supervised(Program program, ProcessLauncher launcher, Journal journal) {
    this.process = new ManagedProcess(program, launcher);
    this.journal = journal;
    this.thread =
        Thread.ofPlatform().name("supervise-" + program.name()).daemon().unstarted(this::run);
  }

  /**
   * Starts to run the program. The result completes when it is ready for the first time, or
   * exceptionally with {@link ProgramFailed} when it does not start.
   */
  CompletableFuture<Void> start() {
    thread.start();
    return ready;
  }

  /** Stops the program cleanly and returns when it has ended. */
  void stop() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        runOnce();
      }
    } catch (InterruptedException stopped) {
      // The normal end, after a call of stop().
    } catch (ProgramFailed neverCameUp) {
      ready.completeExceptionally(neverCameUp);
    } finally {
      // Cleared, because an interrupted thread could not wait for the clean stop.
      var _ = Thread.interrupted();
      process.stop();
    }
  }

  private void runOnce() throws InterruptedException {
    Instant begin = Instant.now();
    try {
      process.start(journal::say);
      journal.say("%s is ready (%.1f s)".formatted(process.name(), seconds(begin)));
      ready.complete(null);
      int exitCode = process.ended().get();
      backOff.ranFor(Duration.between(begin, Instant.now()));
      journal.say(
          "%s ended with exit code %d; it is started again in %.1f s"
              .formatted(process.name(), exitCode, backOff.seconds()));
    } catch (ProgramFailed e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      failed(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    process.stop();
    Thread.sleep(backOff.next());
  }

  private void failed(ProgramFailed failure) {
    boolean hasBeenReady = ready.isDone();
    if (!hasBeenReady && backOff.attempts() + 1 >= FIRST_START_ATTEMPTS) {
      throw failure;
    }
    journal.say(
        "%s did not start; the next attempt is in %.1f s: %s"
            .formatted(process.name(), backOff.seconds(), failure.summary()));
  }

  private static double seconds(Instant begin) {
    return Duration.between(begin, Instant.now()).toMillis() / 1_000.0;
  }
}
