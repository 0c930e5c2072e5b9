package io.cogniscribe.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RefusalCounterTest {

  private final AtomicLong nanos = new AtomicLong(42);
  private final RefusalCounter counter = new RefusalCounter(nanos::get);

  @Test
  void reportsTheFirstRefusalAtOnceAndTheOthersAfterAMinute() {
    assertThat(counter.count("a client")).hasValue(1);
    for (int i = 0; i < 5; i++) {
      assertThat(counter.count("a client")).isEmpty();
    }

    pass(Duration.ofMinutes(1));

    assertThat(counter.count("a client")).hasValue(6);
    assertThat(counter.count("a client")).isEmpty();
  }

  @Test
  void countsEachClientByItself() {
    assertThat(counter.count("a client")).hasValue(1);
    assertThat(counter.count("another")).hasValue(1);
  }

  @Test
  void reportsAtMostAHundredClientsAMinuteAndKeepsTheCountsOfOthers() {
    for (int i = 0; i < 100; i++) {
      assertThat(counter.count("client " + i)).hasValue(1);
    }
    assertThat(counter.count("one too many")).isEqualTo(OptionalInt.empty());

    pass(Duration.ofMinutes(1));

    assertThat(counter.count("one too many")).hasValue(2);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
