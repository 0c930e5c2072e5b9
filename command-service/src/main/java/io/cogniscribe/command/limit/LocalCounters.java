package io.cogniscribe.command.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * Counts the requests to this instance in memory. It keeps a bounded number of clients and drops
 * those that were unused for the longest time.
 */
final class LocalCounters {

  private static final int MAX_CLIENTS = 50_000;

  private final Cache<String, Counters> clients =
      Caffeine.newBuilder().maximumSize(MAX_CLIENTS).expireAfterAccess(Duration.ofHours(1)).build();

  /**
   * Counts the requests against the client's quota, or none of them if not enough is left.
   *
   * @param now in milliseconds since the epoch
   */
  Counters take(String key, Quota quota, int requests, long now) {
    return clients
        .asMap()
        .merge(
            key,
            Counters.NONE.take(quota, requests, now),
            (known, _) -> known.take(quota, requests, now));
  }
}
