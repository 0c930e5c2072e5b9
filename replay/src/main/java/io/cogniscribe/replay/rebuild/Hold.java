package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.redis.RedisKeys;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/**
 * Pauses the projector's writes to the active database. A hold expires by itself, so that a failure
 * pauses the projector only briefly. It may expire too early, so callers check the positions
 * themselves.
 */
public record Hold(UnifiedJedis active) {

  private static final int MAX_ATTEMPTS = 20;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** The time for the projector to catch up between two holds. */
  static final long PAUSE_MILLIS = 300;

  /**
   * Runs a step while the projector is paused.
   *
   * @param step checks the active positions itself, and returns empty when they moved; it is then
   *     run again
   * @throws ReplayException when all attempts fail
   */
  public <T> T during(Supplier<Optional<T>> step) {
    Duration hold = SHORTEST;
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<T> done;
      active.set(RedisKeys.HOLD, "replay", SetParams.setParams().px(hold.toMillis()));
      try {
        done = step.get();
      } finally {
        active.del(RedisKeys.HOLD);
      }
      if (done.isPresent()) {
        return done.get();
      }
      pause(PAUSE_MILLIS);
      hold = hold.multipliedBy(2).compareTo(LONGEST) < 0 ? hold.multipliedBy(2) : LONGEST;
    }
    throw new ReplayException(
        "the projector is faster than the rebuild, or its positions belong to another "
            + "log. Try again when the load is lower.");
  }

  /** Lets the projector or readers continue before the next attempt. */
  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReplayException("interrupted", e);
    }
  }
}
