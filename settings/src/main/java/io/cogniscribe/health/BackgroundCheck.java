package io.cogniscribe.health;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a check again and again on a thread of its own. A check that hangs delays the next one and
 * nobody else: its result belongs into a {@link Pulse}, which outgoing messages the time that
 * passes.
 */
public final class BackgroundCheck implements AutoCloseable {

  /** Looks once; keeps its result and its failures to itself. */
  @FunctionalInterface
  public interface Check {

    /** Runs the check. */
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
   * @param name of its thread
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

  /** Interrupts the check and returns at once; one that hangs ends with the process. */
  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
  }
}
