package io.cogniscribe.projections.redis;

import java.time.Duration;
import java.time.Instant;

/** Whether something that expires is there at a moment. */
public enum Life {
  /** It must be. */
  LASTING,
  /** It expires about now: who can say. */
  FADING,
  /** It must not be. */
  OVER;

  /** So exactly moments of expiry are known: they are whole seconds, and clocks differ. */
  public static final Duration TOLERANCE = Duration.ofSeconds(1);

  /** How it is with something that expires then, in milliseconds since 1970. */
  public static Life of(long expiresAt, Instant now) {
    long left = expiresAt - now.toEpochMilli();
    if (left > TOLERANCE.toMillis()) {
      return LASTING;
    }
    return left < -TOLERANCE.toMillis() ? OVER : FADING;
  }
}
