package io.cogniscribe.query.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.core.StringRedisTemplate;

class RedisReadsTest {

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private final AtomicInteger attempts = new AtomicInteger();
  private final RedisReads reads = new RedisReads(new StringRedisTemplate(), clock::get);

  @Test
  void returnsTheValueFromRedis() {
    assertThat(reads.read(_ -> 7)).contains(7);
  }

  @Test
  void triesOnceASecondWhenRedisIsDown() {
    assertThat(reads.read(this::failing)).isEmpty();
    assertThat(reads.read(this::failing)).isEmpty();
    assertThat(reads.read(_ -> 7)).isEmpty();
    assertThat(attempts).hasValue(1);

    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(reads.read(this::failing)).isEmpty();
    assertThat(attempts).hasValue(2);

    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(reads.read(_ -> 7)).contains(7);
  }

  private Integer failing(StringRedisTemplate redis) {
    attempts.incrementAndGet();
    throw new RedisConnectionFailureException("gone");
  }
}
