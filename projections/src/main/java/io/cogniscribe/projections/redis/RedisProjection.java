package io.cogniscribe.projections.redis;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Projection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.UnifiedJedis;

/**
 * A projection into keys of Redis.
 *
 * @param <E> the part of an event that the projection uses
 */
public interface RedisProjection<E> extends Projection<E> {

  /**
   * Returns the resource with the part of the script that makes the changes. The script reads the
   * changes from {@code changes}, and the records to park from {@code batch.parked}.
   */
  String script();

  /**
   * Returns the changes of a batch, as the argument of the script: JSON in snake_case without null
   * values.
   *
   * @param now events that have expired by this time leave no keys
   */
  Object changes(List<Event<E>> events, Instant now);

  /** Returns the keys that would be wrong after the log is folded into them twice, such as sums. */
  List<String> keysToForget();

  /** Returns the changes of an event to the sums, which are {@link #keysToForget}. */
  default Map<String, Long> addends(E fact) {
    return Map.of();
  }

  /**
   * Returns whether a key describes how other keys were made, so that it may differ between folds
   * of the log.
   */
  default boolean isBook(String key) {
    return false;
  }

  /**
   * Returns whether a key may differ from a fold of the log because a record of its aggregate was
   * parked meanwhile.
   *
   * @param shadow the database with the fold
   */
  default boolean mayDiffer(String key, UnifiedJedis active, UnifiedJedis shadow) {
    return false;
  }

  /** Returns the prefixes of the projection's keys. Other programs must not use them. */
  List<String> prefixes();

  /**
   * Returns fields that a new fold may lack although the active generation has them. They come from
   * expired events, and stay as long as later events keep their key.
   */
  default Set<String> fadingFields() {
    return Set.of();
  }
}
