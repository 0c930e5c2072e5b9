package io.cogniscribe.projections.redis;

import io.cogniscribe.projections.parking.Skips;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * One value of a projection, with the positions at which it was read.
 *
 * @param value the value; null when the key does not exist
 * @param next the next offset of each partition
 * @param parked the number of records that the projection has parked
 * @param skips the records that the projection skips
 */
public record RedisSnapshot(
    @Nullable String value, Map<TopicPartition, Long> next, long parked, Skips skips) {

  private static final Script PEEK = Script.load("peek.lua");

  /** Reads the value, the positions and the number of parked records in one step. */
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

  /** Returns the next offset of each partition of a projection. */
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
