package io.cogniscribe.health;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a check repeatedly on its own thread. A check that hangs delays only its next run. Its
 * result belongs in a {@link Pulse}, which detects that no result has arrived for some time.
 */
public final class BackgroundCheck implements AutoCloseable {

  /** A check that handles its result and its failures itself. */
  @FunctionalInterface
  public interface Check {

    /** Runs the check once. */
    void run() throws InterruptedException;
  }

  private final Check check;
  private final Duration interval;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  private BackgroundCheck(String name, Duration interval, Check check) {
    this.check = check;
    this.interval = interval;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /**
   * Starts a check, which runs at once and then with pauses.
   *
   * @param name the name of the thread
   * @param interval the pause between the end of a run and the beginning of the next
   */
  public static BackgroundCheck start(String name, Duration interval, Check check) {
    BackgroundCheck started = new BackgroundCheck(name, interval, check);
    started.thread.start();
    return started;
  }

  private void run() {
    try {
      do {
        check.run();
      } while (!closing.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Interrupts the check and returns at once. A check that hangs ends with the process. */
  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
  }
}
