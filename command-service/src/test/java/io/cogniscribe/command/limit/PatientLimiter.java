package io.cogniscribe.command.limit;

import io.cogniscribe.settings.RedisAddress;
import java.time.Duration;

/**
 * Creates limiters for tests that count in Redis. They wait longer for Redis, so that a pause of
 * the machine does not count as a Redis failure.
 */
public final class PatientLimiter {

  static final Duration PATIENCE = Duration.ofSeconds(10);

  private PatientLimiter() {}

  /** Returns a limiter on {@code redis}. */
  public static RateLimiter on(RedisAddress redis) {
    return RateLimiter.on(redis, PATIENCE);
  }
}
