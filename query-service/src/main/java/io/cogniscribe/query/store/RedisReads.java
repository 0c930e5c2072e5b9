package io.cogniscribe.query.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Reads from Redis that may fail. After a failure, Redis is not asked for 1 second, so that an
 * outage costs one request per second a time-out and not every request.
 */
public final class RedisReads {

  private static final Logger LOG = LoggerFactory.getLogger(RedisReads.class);
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final StringRedisTemplate redis;
  private final LongSupplier nanoTime;
  private final AtomicLong resumeAt;

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  public RedisReads(StringRedisTemplate redis, LongSupplier nanoTime) {
    this.redis = redis;
    this.nanoTime = nanoTime;
    this.resumeAt = new AtomicLong(nanoTime.getAsLong());
  }

  /** Returns the result of the read, or empty if Redis does not answer. */
  public <T> Optional<T> read(Function<StringRedisTemplate, T> read) {
    long resume = resumeAt.get();
    if (nanoTime.getAsLong() - resume < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(read.apply(redis));
    } catch (DataAccessException unavailable) {
      // Of the concurrent requests that fail, one logs the outage.
      if (resumeAt.compareAndSet(resume, nanoTime.getAsLong() + PAUSE_NANOS)) {
        LOG.warn("Redis does not answer, PostgreSQL answers instead: {}", unavailable.getMessage());
      }
      return Optional.empty();
    }
  }
}
