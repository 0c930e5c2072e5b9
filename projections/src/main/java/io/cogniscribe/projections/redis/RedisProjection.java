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
 * @param <E> what it takes from an event
 */
public interface RedisProjection<E> extends Projection<E> {

  /**
   * The resource with the part of the script that makes the changes; it finds them in {@code
   * changes}, and what the batch parks in {@code batch.parked}.
   */
  String script();

  /**
   * What a batch changes, as the script takes it: JSON in snake_case without the absent values.
   *
   * @param now what has expired by now leaves nothing
   */
  Object changes(List<Event<E>> events, Instant now);

  /** Keys that are wrong when the log is folded into them a second time: sums, for example. */
  List<String> keysToForget();

  /** By how much an event changes each of the sums, which are {@link #keysToForget}. */
  default Map<String, Long> addends(E fact) {
    return Map.of();
  }

  /** Whether a key tells how others came about: it need not be the same in each fold of the log. */
  default boolean isBook(String key) {
    return false;
  }

  /**
   * Returns whether a key may differ from a fold of the log because something of its aggregate was
   * parked meanwhile.
   *
   * @param shadow the database with the fold
   */
  default boolean mayDiffer(String key, UnifiedJedis active, UnifiedJedis shadow) {
    return false;
  }

  /** What the names of its keys begin with; keys of other programs have other names. */
  List<String> prefixes();

  /**
   * Fields that a fold of today may lack and the active generation has: they come from events so
   * old that they leave nothing any more, and stay as long as later ones keep their key.
   */
  default Set<String> fadingFields() {
    return Set.of();
  }
}
