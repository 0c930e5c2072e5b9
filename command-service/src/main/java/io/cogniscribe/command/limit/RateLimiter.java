package io.cogniscribe.command.limit;

import com.github.benmanes.caffeine.cache.Cache;
import io.cogniscribe.settings.RedisAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts requests in Redis, for all instances together. While Redis does not answer in time, each
 * instance counts by itself with the same quotas: every request is counted, and none is refused
 * because Redis is unavailable.
 */
public final class RateLimiter implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RateLimiter.class);

  /** The longest time that a request waits for Redis. */
  static final Duration PATIENCE = Duration.ofMillis(50);

  /** The time for which requests do not use Redis after it has made one wait. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private final @Nullable RedisCounters shared;

  /** The requests to this instance, counted while Redis does not answer or is not set. */
  private final Cache<String, Counters> local = Counters.cache();

  /** The time of {@link System#nanoTime} until which Redis is not used; 0 if it is used. */
  private final AtomicLong pauseEnd = new AtomicLong();

  private RateLimiter(@Nullable RedisCounters shared) {
    this.shared = shared;
  }

  /** Creates a limiter on Redis; without an address, each instance counts by itself. */
  public static RateLimiter on(Optional<RedisAddress> redis) {
    if (redis.isEmpty()) {
      log.warn("REDIS_URL is not set: each instance enforces rate limits by itself");
    }
    return redis.map(at -> on(at, PATIENCE)).orElseGet(() -> new RateLimiter(null));
  }

  /** Creates a limiter whose requests wait for Redis for at most {@code patience}. */
  static RateLimiter on(RedisAddress redis, Duration patience) {
    return new RateLimiter(new RedisCounters(redis, patience));
  }

  /** Counts the requests against the client's quota, or none of them if not enough is left. */
  public Verdict take(RouteClass routeClass, String client, Quota quota, int requests) {
    String key = "ratelimit:" + routeClass.label() + ":" + client;
    long now = System.currentTimeMillis();
    RedisCounters redis = shared;
    if (redis != null && isAsked()) {
      try {
        Counters counters = redis.take(key, quota, requests, now);
        resume();
        return counters.verdict(quota, now);
      } catch (RuntimeException unavailable) {
        pause(unavailable);
      }
    }
    return local
        .asMap()
        .merge(
            key,
            Counters.NONE.take(quota, requests, now),
            (known, _) -> known.take(quota, requests, now))
        .verdict(quota, now);
  }

  private boolean isAsked() {
    long end = pauseEnd.get();
    return end == 0 || System.nanoTime() - end >= 0;
  }

  private void pause(RuntimeException reason) {
    long end = System.nanoTime() + PAUSE.toNanos();
    if (pauseEnd.getAndSet(end == 0 ? 1 : end) == 0) {
      log.warn(
          "Redis does not answer: each instance enforces rate limits by itself: {}",
          reason.toString());
    }
  }

  private void resume() {
    if (pauseEnd.get() != 0 && pauseEnd.getAndSet(0) != 0) {
      log.info("Redis answers again: all instances share rate limits");
    }
  }

  @Override
  public void close() {
    if (shared != null) {
      shared.close();
    }
  }
}
