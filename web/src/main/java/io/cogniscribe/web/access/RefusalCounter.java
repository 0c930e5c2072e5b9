package io.cogniscribe.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Decides which refusals get an audit event: at most one a minute for each client, and 100 a minute
 * in all, so that a client cannot fill the log. Each event carries the number of refusals since the
 * client's last event. Thread-safe.
 */
public final class RefusalCounter {

  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int EVENTS_IN_INTERVAL = 100;

  /** Number of clients that are remembered; idle ones are forgotten first. */
  private static final int CLIENTS = 10_000;

  private static final String ALL = "";

  private final Ticker ticker;
  private final Cache<String, Count> clients =
      Caffeine.newBuilder().maximumSize(CLIENTS).executor(Runnable::run).build();

  /** Events in the interval that began at {@code begunAt}, and refusals since the last event. */
  private record Count(long begunAt, int events, int refusals) {}

  /**
   * Creates a counter without refusals.
   *
   * @param ticker nanoseconds, as {@link System#nanoTime}
   */
  public RefusalCounter(Ticker ticker) {
    this.ticker = ticker;
  }

  /**
   * Counts a refusal.
   *
   * @param client the client that was refused
   * @return the number of refusals for the event that is now due; empty if no event is due
   */
  public synchronized OptionalInt count(String client) {
    long now = ticker.read();
    Count all = current(ALL, now);
    Count own = current("client " + client, now);
    boolean isDue = own.events() == 0 && all.events() < EVENTS_IN_INTERVAL;
    if (isDue) {
      clients.put(ALL, new Count(all.begunAt(), all.events() + 1, 0));
    }
    clients.put(
        "client " + client,
        isDue ? new Count(now, 1, 0) : new Count(own.begunAt(), own.events(), own.refusals() + 1));
    return isDue ? OptionalInt.of(own.refusals() + 1) : OptionalInt.empty();
  }

  private Count current(String key, long now) {
    Count known = clients.getIfPresent(key);
    if (known == null) {
      return new Count(now, 0, 0);
    }
    return now - known.begunAt() < INTERVAL.toNanos() ? known : new Count(now, 0, known.refusals());
  }
}
