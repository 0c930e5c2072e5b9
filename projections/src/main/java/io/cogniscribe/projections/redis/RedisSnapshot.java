package io.cogniscribe.projections.redis;

import io.cogniscribe.projections.parking.Skips;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * One value of a projection, as it was at the positions beside it.
 *
 * @param value null when the key is not there
 * @param next the next offset of each partition
 * @param parked how many records the projection has parked
 * @param skips the records that it passes over
 */
public record RedisSnapshot(
    @Nullable String value, Map<TopicPartition, Long> next, long parked, Skips skips) {

  private static final Script PEEK = Script.load("peek.lua");

  /** Reads it in one step. */
  public static RedisSnapshot read(UnifiedJedis redis, String projection, String key) {
    RedisKeys keys = new RedisKeys(projection);
    List<?> found =
        (List<?>) PEEK.run(redis, List.of(key, keys.positions(), keys.parkedEvents()), List.of());
    return new RedisSnapshot(
        (String) found.get(0),
        positions((List<?>) found.get(1)),
        (long) found.get(2),
        new Skips(new RedisSkips(redis, projection).read()));
  }

  /** The next offset of each partition of a projection. */
  public static Map<TopicPartition, Long> positions(UnifiedJedis redis, String projection) {
    Map<TopicPartition, Long> next = new HashMap<>();
    redis
        .hgetAll(new RedisKeys(projection).positions())
        .forEach((field, position) ->
            next.put(RedisKeys.parsePartition(field), RedisStore.position(position).nextOffset()));
    return next;
  }

  private static Map<TopicPartition, Long> positions(List<?> fields) {
    Map<TopicPartition, Long> next = new HashMap<>();
    for (int i = 0; i < fields.size(); i += 2) {
      next.put(
          RedisKeys.parsePartition((String) fields.get(i)),
          RedisStore.position((String) fields.get(i + 1)).nextOffset());
    }
    return next;
  }
}
