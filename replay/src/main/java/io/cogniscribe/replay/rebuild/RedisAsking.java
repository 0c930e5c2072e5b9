package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.StoreException;
import io.cogniscribe.settings.UnavailableException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Translates errors of Redis into exceptions for people. */
public final class RedisAsking {

  private RedisAsking() {}

  /** A query, which may use PostgreSQL too. */
  public interface Question<T, X extends Exception> {
    T get() throws X;
  }

  /**
   * Returns the result of a query.
   *
   * @throws UnavailableException when Redis does not answer
   * @throws ReplayException when Redis refuses
   */
  public static <T, X extends Exception> T answer(Question<T, X> question) throws X {
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
