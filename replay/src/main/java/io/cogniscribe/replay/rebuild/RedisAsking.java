package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.StoreException;
import io.cogniscribe.settings.UnavailableException;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Translates errors of Redis into exceptions for people. */
public final class RedisAsking {

  private RedisAsking() {}

  /**
   * Returns the result of a query.
   *
   * @throws UnavailableException when Redis does not answer
   * @throws ReplayException when Redis refuses
   */
  public static <T> T answer(Supplier<T> question) {
    try {
      return question.get();
    } catch (JedisException e) {
      throw translated(e);
    } catch (StoreException e) {
      throw e.getCause() instanceof JedisException cause ? translated(cause) : e;
    }
  }

  private static RuntimeException translated(JedisException e) {
    return e instanceof JedisConnectionException
        ? new UnavailableException(
            "Redis does not answer. Start it, or correct REDIS_URL and REDIS_REPLAY_URL.", e)
        : new ReplayException("Redis: " + e.getMessage(), e);
  }
}
