package io.cogniscribe.command.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/** Counts what this instance is sent, in its memory: bounded, so the longest unused ones go. */
final class LocalBuckets {

  private static final int MAX_CLIENTS = 50_000;

  private final Cache<String, Counters> clients =
      Caffeine.newBuilder().maximumSize(MAX_CLIENTS).expireAfterAccess(Duration.ofHours(1)).build();

  /**
   * Takes that many requests off the client's quota, or none when there are not enough left.
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
