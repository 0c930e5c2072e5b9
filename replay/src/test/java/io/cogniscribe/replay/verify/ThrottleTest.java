package io.cogniscribe.replay.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.replay.rebuild.ReplayException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A throttle limits the speed of a verification. */
final class ThrottleTest {

  @Test
  void soManyRecordsTakeSoLong() {
    long begin = System.nanoTime();

    new Throttle(1_000, () -> false).spend(300);

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(300), Duration.ofMinutes(1));
  }

  @Test
  void nothingGoesOnWhileOthersHaveToCatchUp() {
    AtomicInteger asked = new AtomicInteger();

    new Throttle(1_000, () -> asked.incrementAndGet() < 3).spend(0);

    assertThat(asked).hasValue(3);
  }

  @Test
  void itEndsWhenItIsInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> new Throttle(1, () -> false).spend(10))
        .isInstanceOf(ReplayException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
