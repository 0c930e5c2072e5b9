package io.cogniscribe.command.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The memory that large bodies may take at the same time. One of them is a transcript of megabytes,
 * and exists several times over on its way into the log; without a bound some of them at once would
 * exhaust the heap, and with it everybody's requests. Whoever comes too many waits, his body
 * unread.
 */
final class BodyBudget {

  private static final int KIBIBYTE = 1024;

  private final Semaphore kibibytes;
  private final int total;
  private final Duration patience;

  /**
   * A budget that nobody has drawn on yet.
   *
   * @param patience how long a body waits for its share
   */
  BodyBudget(long bytes, Duration patience) {
    this.total = Math.toIntExact(bytes / KIBIBYTE);
    this.kibibytes = new Semaphore(total, true);
    this.patience = patience;
  }

  /** A part of the budget, which closing gives back. */
  interface Share extends AutoCloseable {

    @Override
    void close();
  }

  /**
   * Waits for room for a body. One that is larger than the budget takes all of it.
   *
   * @throws OverloadedException when there was no room in time
   */
  Share take(long bytes) {
    int share = (int) Math.min(total, Math.ceilDiv(bytes, KIBIBYTE));
    try {
      if (!kibibytes.tryAcquire(share, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new OverloadedException(new TimeoutException("no room for a large body"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OverloadedException(e);
    }
    return () -> kibibytes.release(share);
  }
}
