package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.redis.RedisKeys;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/**
 * Keeps the positions of the active database from moving for a moment. A hold ends by itself, so
 * nothing that happens meanwhile stops the active generation for long; and since it may end too
 * early, nobody relies on it.
 */
public record Hold(UnifiedJedis active) {

  private static final int MAX_ATTEMPTS = 20;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** Long enough for the active generation to catch up between two holds. */
  private static final long PAUSE_MILLIS = 300;

  /**
   * Does something while the active generation is held.
   *
   * @param step checks itself where the active generation stands, and is empty when it has moved
   *     all the same: then it is tried again
   * @throws ReplayException when that goes on and on
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
      pause();
      hold = hold.multipliedBy(2).compareTo(LONGEST) < 0 ? hold.multipliedBy(2) : LONGEST;
    }
    throw tooFast();
  }

  /** Lets the active generation go on before it is held again. */
  static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReplayException("interrupted", e);
    }
  }

  static ReplayException tooFast() {
    return new ReplayException(
        "live moves on faster than the log can be folded, or stands in another log: "
            + "try again when less is going on",
        null);
  }
}
