package io.cogniscribe.testservers.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A running child process. Its pid file exists while it runs. */
public final class ChildProcess {

  private final Process process;
  private final ChildCommand command;
  private final RecordedProcess recorded;
  private final long logLengthAtStart;

  ChildProcess(Process process, ChildCommand command, long logLengthAtStart) throws IOException {
    this.process = process;
    this.command = command;
    this.logLengthAtStart = logLengthAtStart;
    this.recorded = RecordedProcess.of(process.toHandle());
    recorded.write(command.pidFile());
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with the exit code when the process has ended. */
  public CompletableFuture<Integer> ended() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Returns the exit code. The process must have ended. */
  int exitCode() {
    return process.exitValue();
  }

  Path log() {
    return command.log();
  }

  StartProgress progress() {
    return StartProgress.of(process.toHandle(), command.log());
  }

  /** Returns the last 15 lines that the process has written to its log. */
  String lastWords() {
    return LogTail.since(command.log(), logLengthAtStart, 15);
  }

  /** Asks the process to stop, and kills it after {@code patience}. Returns when it has ended. */
  public void stop(Signal signal, Duration patience) {
    signal.send(process.toHandle());
    try {
      if (!waitFor(patience)) {
        process.destroyForcibly();
        waitFor(Duration.ofSeconds(10));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    recorded.deleteFrom(command.pidFile());
  }

  /** Returns whether the process ends within the time. */
  boolean waitFor(Duration time) throws InterruptedException {
    return process.waitFor(time);
  }
}
