package io.cogniscribe.command.limit;

import io.cogniscribe.settings.RedisAddress;
import java.time.Duration;

/**
 * A limiter for tests of what Redis counts: a machine that stands still for a moment is not taken
 * for a Redis that is gone.
 */
public final class PatientLimiter {

  static final Duration PATIENCE = Duration.ofSeconds(10);

  private PatientLimiter() {}

  /** A limiter on that Redis. */
  public static RateLimiter on(RedisAddress redis) {
    return RateLimiter.on(redis, PATIENCE);
  }
}
