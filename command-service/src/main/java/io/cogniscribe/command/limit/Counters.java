package io.cogniscribe.command.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cogniscribe.command.limit.Quota.Window;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The requests of a client in its two windows. Times are in milliseconds since the epoch.
 *
 * @param allowed true if the last requests were counted; false if they were refused
 */
record Counters(boolean allowed, Counter minute, Counter hour) {

  private static final Counter NO_REQUESTS = new Counter(0, 0);

  /** The counters of a client that has sent nothing. */
  static final Counters NONE = new Counters(true, NO_REQUESTS, NO_REQUESTS);

  private static final int MAX_CLIENTS = 50_000;

  /** Creates a cache by client, which drops those that were unused for the longest time. */
  static Cache<String, Counters> cache() {
    return Caffeine.newBuilder()
        .maximumSize(MAX_CLIENTS)
        .expireAfterAccess(Duration.ofHours(1))
        .build();
  }

  /** The requests in a window that ends at {@code end}. */
  record Counter(long used, long end) {

    /**
     * Returns the counter of the window that is open at {@code now}. A window begins with the first
     * request after the end of the previous one.
     */
    private Counter at(long now, Window window) {
      return end > now ? this : new Counter(0, now + window.length().toMillis());
    }

    private Counter plus(int requests) {
      return new Counter(used + requests, end);
    }
  }

  /** Counts all of the requests, or none of them if a window does not have enough left. */
  Counters take(Quota quota, int requests, long now) {
    Counter thisMinute = minute.at(now, quota.minute());
    Counter thisHour = hour.at(now, quota.hour());
    boolean fits =
        requests <= quota.minute().left(thisMinute.used())
            && requests <= quota.hour().left(thisHour.used());
    int counted = fits ? requests : 0;
    return new Counters(fits, thisMinute.plus(counted), thisHour.plus(counted));
  }

  /** Returns the verdict on the last requests, for the window with the least left. */
  Verdict verdict(Quota quota, long now) {
    boolean isByHour = quota.hour().left(hour.used()) < quota.minute().left(minute.used());
    return isByHour ? verdict(quota.hour(), hour, now) : verdict(quota.minute(), minute, now);
  }

  private Verdict verdict(Window window, Counter counter, long now) {
    long seconds = Math.ceilDiv(counter.end() - now, TimeUnit.SECONDS.toMillis(1));
    return new Verdict(
        allowed,
        window.name(),
        Math.max(0, window.left(counter.used())),
        Math.clamp(seconds, 1, window.length().toSeconds()));
  }
}
