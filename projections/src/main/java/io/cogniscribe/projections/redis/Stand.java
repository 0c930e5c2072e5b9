package io.cogniscribe.projections.redis;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a projection stands. As long as that is the same, so is what it has made of the log, but
 * for what expires.
 *
 * @param generation how often databases were swapped
 * @param retries how often parked records were retried, which moves no position
 * @param positions as they are stored
 * @param now the time of the server
 */
public record Stand(String generation, String retries, Map<String, String> positions, Instant now) {

  public Stand {
    positions = Map.copyOf(positions);
  }

  /** The next offset of each partition. */
  public Map<TopicPartition, Long> next() {
    Map<TopicPartition, Long> next = new HashMap<>();
    positions.forEach((field, position) ->
        next.put(RedisKeys.parsePartition(field), RedisStore.position(position).nextOffset()));
    return next;
  }

  /** Whether nothing that is parked at one of both was retried before the other one. */
  public boolean parksLike(Stand other) {
    return generation.equals(other.generation) && retries.equals(other.retries);
  }
}
