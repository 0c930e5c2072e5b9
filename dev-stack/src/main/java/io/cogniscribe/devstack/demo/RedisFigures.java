package io.cogniscribe.devstack.demo;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;

/** Reads the state of jobs from Redis. */
final class RedisFigures {

  private RedisFigures() {}

  /** Returns the counters by status. They count all jobs, not those of one run. */
  static Figures counters(URI redisUrl) {
    try (RedisClient redis = RedisClient.create(redisUrl)) {
      Map<String, Long> values = new LinkedHashMap<>();
      for (String status : Figures.STATUSES) {
        String value = redis.get("counter:jobs:" + status);
        values.put(Figures.jobs(status), value == null ? 0L : Long.parseLong(value));
      }
      return new Figures(values);
    }
  }

  /** Returns the number of the given jobs with a {@code task:} hash, by status. */
  static Figures tasks(URI redisUrl, List<UUID> jobs) {
    Map<String, Long> values = new LinkedHashMap<>();
    Figures.STATUSES.forEach(status -> values.put(Figures.jobs(status), 0L));
    try (RedisClient redis = RedisClient.create(redisUrl);
        AbstractPipeline pipeline = redis.pipelined()) {
      List<Response<String>> statuses =
          jobs.stream().map(job -> pipeline.hget("task:" + job, "status")).toList();
      pipeline.sync();
      for (Response<String> status : statuses) {
        if (status.get() != null) {
          values.merge(Figures.jobs(status.get()), 1L, Long::sum);
        }
      }
    }
    return new Figures(values);
  }
}
