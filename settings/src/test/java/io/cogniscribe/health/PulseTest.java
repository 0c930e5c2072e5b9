package io.cogniscribe.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PulseTest {

  private final AtomicLong now = new AtomicLong(42);
  private final Pulse pulse = new Pulse(Duration.ofSeconds(10), "not checked yet", now::get);

  @Test
  void isInTroubleUntilItsFirstBeat() {
    assertThat(pulse.trouble()).contains("not checked yet");

    pulse.beat();

    assertThat(pulse.trouble()).isEmpty();
  }

  @Test
  void namesTheCauseWhenNoBeatCameForThePatience() {
    pulse.beat();
    pulse.expect("Kafka does not answer");

    after(9);
    assertThat(pulse.trouble()).isEmpty();

    after(3);
    assertThat(pulse.trouble()).contains("Kafka does not answer, for 12 s");
  }

  @Test
  void endsTheTroubleOnlyWhenAllWasWellForHalfThePatience() {
    pulse.beat();
    pulse.expect("Redis does not answer");
    after(11);

    pulse.beat();
    after(2);
    pulse.beat();
    assertThat(pulse.trouble()).contains("Redis does not answer: recovered 2 s ago");

    after(3);
    assertThat(pulse.trouble()).isEmpty();
  }

  @Test
  void staysWellWhenFailuresComeAndGo() {
    pulse.beat();
    for (int i = 0; i < 100; i++) {
      after(8);
      pulse.expect("PostgreSQL does not answer");
      assertThat(pulse.trouble()).isEmpty();
      pulse.beat();
    }
  }

  @Test
  void staysInTroubleWhenRecoveriesAreShort() {
    pulse.beat();
    for (int i = 0; i < 100; i++) {
      after(10);
      assertThat(pulse.trouble()).isPresent();
      pulse.beat();
      after(4);
      assertThat(pulse.trouble()).isPresent();
    }
  }

  private void after(long seconds) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}
