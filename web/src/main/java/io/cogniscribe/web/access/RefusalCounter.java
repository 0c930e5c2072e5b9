package io.cogniscribe.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Decides which refusals get an audit event, so that a client that is refused again and again
 * cannot fill the log: at most one a minute for each client, and 100 a minute for all. An event
 * tells how many refusals there were since the client's last one. Thread-safe.
 */
public final class RefusalCounter {

  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int EVENTS_IN_INTERVAL = 100;

  /** Of more clients than these, the longest silent one is forgotten. */
  private static final int CLIENTS = 10_000;

  private static final String ALL = "";

  private final Ticker ticker;
  private final Cache<String, Count> clients =
      Caffeine.newBuilder().maximumSize(CLIENTS).executor(Runnable::run).build();

  /** The refusals since the last event, and the events in the interval that began then. */
  private record Count(long begunAt, int events, int refusals) {}

  /**
   * A counter that has seen no refusal.
   *
   * @param ticker nanoseconds, as {@link System#nanoTime}
   */
  public RefusalCounter(Ticker ticker) {
    this.ticker = ticker;
  }

  /**
   * Counts a refusal.
   *
   * @param client who was refused
   * @return the number of refusals that the event now due tells of; empty when none is due
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
