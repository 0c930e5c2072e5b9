package io.cogniscribe.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BackOffTest {

  private final BackOff backOff = new BackOff();

  @Test
  void doublesWaitsUpToTenSeconds() {
    assertThat(backOff.next()).isEqualTo(Duration.ofMillis(250));
    assertThat(backOff.next()).isEqualTo(Duration.ofMillis(500));
    for (int i = 0; i < 50; i++) {
      backOff.next();
    }
    assertThat(backOff.next()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void resetsAfterALongRunButNotAfterAShortOne() {
    backOff.next();
    backOff.ranFor(Duration.ofSeconds(5));
    assertThat(backOff.attempts()).isEqualTo(1);
    backOff.ranFor(Duration.ofMinutes(1));
    assertThat(backOff.next()).isEqualTo(Duration.ofMillis(250));
  }
}
