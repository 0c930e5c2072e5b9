package io.cogniscribe.testservers.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Starts child processes that end together with this JVM.
 *
 * <p>Linux ties a child's death signal to the thread that started it, not to the process. One
 * thread, which lives as long as the launcher, therefore starts all children. Where {@code setpriv}
 * is missing (macOS), the next start cleans up by the recorded pid.
 */
public final class ProcessLauncher implements AutoCloseable {

  private static final Duration LOG_CHECK_INTERVAL = Duration.ofSeconds(1);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("process-launcher").daemon().factory());
  private final LogRotation logs = new LogRotation();
  private final boolean deathSignals = succeeds("setpriv", "--pdeathsig", "KILL", "true");

  /** Creates the launcher and its thread, which also rotates the logs of running children. */
  public ProcessLauncher() {
    var _ =
        thread.scheduleWithFixedDelay(
            logs::rotateLarge,
            LOG_CHECK_INTERVAL.toMillis(),
            LOG_CHECK_INTERVAL.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * Starts the command and records it in its pid file.
   *
   * @throws UncheckedIOException when the program cannot be run
   */
  public ChildProcess launch(ChildCommand command) {
    try {
      // join() also waits when this thread is interrupted, because a child that is started and not
      // recorded would be left behind.
      return CompletableFuture.supplyAsync(() -> start(command), thread).join();
    } catch (CompletionException e) {
      throw new UncheckedIOException(
          "cannot run " + command.arguments().getFirst(), new IOException(e.getCause()));
    }
  }

  /** Returns whether the command can be run here and ends with exit code 0. */
  public static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends the launcher's thread. Children that still run receive their death signal. */
  @Override
  public void close() {
    thread.shutdown();
  }

  private ChildProcess start(ChildCommand command) {
    List<String> line = new ArrayList<>(command.prefix());
    if (deathSignals) {
      line.addAll(List.of("setpriv", "--pdeathsig", command.deathSignal().name()));
    }
    line.addAll(command.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
    builder.environment().putAll(command.environment());
    try {
      Files.createDirectories(command.log().toAbsolutePath().getParent());
      Files.createDirectories(command.pidFile().toAbsolutePath().getParent());
      logs.add(command.log());
      logs.rotateLarge();
      long length = command.log().toFile().length();
      return new ChildProcess(builder.start(), command, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
