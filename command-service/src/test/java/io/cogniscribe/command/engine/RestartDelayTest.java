package io.cogniscribe.command.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RestartDelayTest {

  private final AtomicLong nanos = new AtomicLong(-5);
  private final RestartDelay delay = new RestartDelay(nanos::get);

  @Test
  void doublesWhenFailuresFollowEachOther() {
    assertThat(Stream.generate(delay::failed).limit(10).map(Duration::toMillis))
        .containsExactly(0L, 100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 10_000L, 10_000L);
  }

  @Test
  void endsWhenItsTimeIsOver() {
    assertThat(delay.remaining()).isZero();
    delay.failed();
    assertThat(delay.remaining()).isZero();
    delay.failed();
    assertThat(delay.remaining()).isEqualTo(Duration.ofMillis(100));
    nanos.addAndGet(Duration.ofMillis(40).toNanos());
    assertThat(delay.remaining()).isEqualTo(Duration.ofMillis(60));
    nanos.addAndGet(Duration.ofMillis(61).toNanos());
    assertThat(delay.remaining()).isZero();
  }

  @Test
  void beginsAgainWhenNothingFailedForAMinute() {
    delay.failed();
    delay.failed();
    nanos.addAndGet(Duration.ofMinutes(2).toNanos());

    assertThat(delay.failed()).isZero();
    assertThat(delay.failed()).isEqualTo(Duration.ofMillis(100));
  }
}
