package io.cogniscribe.command.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CountersTest {

  private static final Quota QUOTA = new Quota(2, 3);
  private static final long NOW = 1_800_000_000_000L;

  @Test
  void beginsANewMinuteWithTheFirstRequestAfterTheLastOne() {
    Counters full = Counters.NONE.take(QUOTA, 2, NOW);

    assertThat(full.take(QUOTA, 1, NOW + 59_999).allowed()).isFalse();
    Counters later = full.take(QUOTA, 1, NOW + 90_000);
    assertThat(later.allowed()).isTrue();
    assertThat(later.minute().end()).isEqualTo(NOW + 150_000);
    assertThat(later.hour().end()).isEqualTo(NOW + 3_600_000);
  }

  @Test
  void countsNothingWhenOneWindowHasNotEnoughLeft() {
    Counters one = Counters.NONE.take(QUOTA, 1, NOW);

    Counters refused = one.take(QUOTA, 2, NOW);

    assertThat(refused.allowed()).isFalse();
    assertThat(refused.minute()).isEqualTo(one.minute());
    assertThat(refused.hour()).isEqualTo(one.hour());
  }

  @Test
  void namesTheWindowWithTheLeastLeftAndTheSecondsToItsEnd() {
    Counters two = Counters.NONE.take(QUOTA, 2, NOW);
    Counters three = two.take(QUOTA, 1, NOW + 60_000);

    assertThat(two.verdict(QUOTA, NOW + 100)).isEqualTo(new Verdict(true, "minute", 0, 60));
    assertThat(three.verdict(QUOTA, NOW + 60_000)).isEqualTo(new Verdict(true, "hour", 0, 3_540));
  }

  @Test
  void leavesNothingWhenTheLimitWasCutBelowWhatWasUsed() {
    Counters used = Counters.NONE.take(new Quota(10, 0), 8, NOW);

    assertThat(used.take(new Quota(5, 0), 1, NOW).verdict(new Quota(5, 0), NOW))
        .isEqualTo(new Verdict(false, "minute", 0, 60));
  }
}
