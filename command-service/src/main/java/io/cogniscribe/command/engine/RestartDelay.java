package io.cogniscribe.command.engine;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Delays a stream thread that replaces a failed one: 0 ms after the first failure, then 100 ms, and
 * twice as long after each further failure, up to 10 s. Thread-safe.
 */
final class RestartDelay {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** After this time without a failure, the next failure counts as the first. */
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final LongSupplier nanos;
  private Duration next = Duration.ZERO;
  private long failedAt;
  private long until;

  /**
   * Creates a delay without a failure.
   *
   * @param nanos a monotonic clock such as {@link System#nanoTime}
   */
  RestartDelay(LongSupplier nanos) {
    this.nanos = nanos;
    this.failedAt = nanos.getAsLong() - QUIET.toNanos() - 1;
    this.until = nanos.getAsLong();
  }

  /** Records a failed thread, and returns the time that its replacement waits. */
  synchronized Duration failed() {
    long now = nanos.getAsLong();
    boolean isFirst = now - failedAt - next.toNanos() > QUIET.toNanos();
    Duration delay = isFirst ? Duration.ZERO : next;
    failedAt = now;
    until = now + delay.toNanos();
    next = delay.isZero() ? FIRST : longest(delay.multipliedBy(2));
    return delay;
  }

  /** Returns the time that the thread must still wait. */
  synchronized Duration remaining() {
    return Duration.ofNanos(Math.max(0, until - nanos.getAsLong()));
  }

  private static Duration longest(Duration delay) {
    return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
  }
}
