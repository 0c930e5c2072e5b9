package io.cogniscribe.query.stats;

import io.cogniscribe.query.store.RedisReads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Job counters in Redis. They are valid only while the positions of all partitions exist: without
 * them, a missing counter does not mean 0.
 */
@Component
class RedisCounters {

  private static final String POSITIONS = "projection:live:positions";
  private static final int PARTITIONS = 8;

  private static final List<Object> JOB_POSITIONS =
      IntStream.range(0, PARTITIONS).<Object>mapToObj(p -> "jobs.events:" + p).toList();
  private static final List<String> COUNTERS =
      JobCounts.STATUSES.stream().map(status -> "counter:jobs:" + status).toList();

  private final RedisReads redis;

  RedisCounters(RedisReads redis) {
    this.redis = redis;
  }

  /** Returns the counts, or empty if Redis does not answer or does not have all of them. */
  Optional<JobCounts> read() {
    return redis.read(RedisCounters::read).flatMap(counts -> counts);
  }

  private static Optional<JobCounts> read(StringRedisTemplate template) {
    List<@Nullable String> values = template.opsForValue().multiGet(COUNTERS);
    List<@Nullable Object> positions = template.opsForHash().multiGet(POSITIONS, JOB_POSITIONS);
    if (values == null || positions.stream().anyMatch(Objects::isNull)) {
      return Optional.empty();
    }
    Map<String, Long> counts = new HashMap<>();
    for (int index = 0; index < COUNTERS.size(); index++) {
      String value = values.get(index);
      if (value != null) {
        if (!value.matches("[0-9]{1,18}")) {
          return Optional.empty();
        }
        counts.put(JobCounts.STATUSES.get(index), Long.valueOf(value));
      }
    }
    return Optional.of(JobCounts.of(counts));
  }
}
