package io.cogniscribe.replay.explain;

import io.cogniscribe.job.JobStatus;
import io.cogniscribe.projections.progress.ProgressKeys;
import io.cogniscribe.projections.progress.ProgressProjection;
import io.cogniscribe.projections.redis.RedisSnapshot;
import java.util.Map;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Reads a counter from Redis. */
public record StoredCounter(UnifiedJedis redis) {

  /** Returns the counter and its positions; unknown when Redis does not answer. */
  public ActiveState read(JobStatus status) {
    String key = ProgressKeys.counter(status);
    try {
      RedisSnapshot found = RedisSnapshot.read(redis, new ProgressProjection().storedName(), key);
      String value = found.value();
      long number = value == null ? 0 : Long.parseLong(value);
      return new ActiveState.Row(
          Map.of(CounterFold.VALUE, number), found.next(), found.parked(), found.skips());
    } catch (JedisException e) {
      return new ActiveState.Unknown("Redis: " + e.getMessage());
    } catch (NumberFormatException e) {
      return new ActiveState.Unknown("Redis: " + key + " is not a number");
    }
  }
}
