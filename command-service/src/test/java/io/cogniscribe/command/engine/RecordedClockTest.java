package io.cogniscribe.command.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

final class RecordedClockTest {

  private static final Instant T0 = Instant.parse("2026-11-01T08:00:00Z");
  private static final Duration MONTH = Duration.ofDays(30);

  private Instant wallClock = T0;
  private final RecordedClock clock = new RecordedClock(store(), () -> wallClock);

  @Test
  void bothTimesAreTheLogAppendTimeWhenTheClocksAgree() {
    assertThat(read(T0)).isEqualTo(new RecordedClock.Reading(T0, T0));
    Instant later = T0.plusSeconds(30);
    assertThat(read(later)).isEqualTo(new RecordedClock.Reading(later, later));
  }

  @Test
  void neitherTimeDecreasesWhenTheBrokersClockRunsBackwards() {
    read(T0);

    assertThat(read(T0.minusSeconds(60))).isEqualTo(new RecordedClock.Reading(T0, T0));
  }

  @Test
  void theTimestampFollowsThisMachineWhenTheBrokersClockJumps() {
    Instant jumped = T0.plus(MONTH);

    assertThat(read(jumped)).isEqualTo(new RecordedClock.Reading(jumped, T0));
    wallClock = T0.plusSeconds(5);
    assertThat(read(T0.plusSeconds(5)))
        .isEqualTo(new RecordedClock.Reading(jumped, T0.plusSeconds(5)));
    wallClock = T0;
    assertThat(read(T0).timestamp()).isEqualTo(T0.plusSeconds(5));
  }

  @Test
  void theTimesAreEqualAgainWhenThisMachineHasCaughtUpWithAJump() {
    read(T0.plus(MONTH));
    wallClock = T0.plus(MONTH);

    Instant later = wallClock.plusSeconds(1);
    assertThat(read(later)).isEqualTo(new RecordedClock.Reading(later, later));
  }

  @Test
  void theTimestampStaysWhenThisMachinesClockIsSetBackByYears() {
    read(T0);
    wallClock = Instant.EPOCH;

    assertThat(read(T0.plusSeconds(90)))
        .isEqualTo(new RecordedClock.Reading(T0.plusSeconds(90), T0));
  }

  private RecordedClock.Reading read(Instant appendedAt) {
    return clock.read(appendedAt.toEpochMilli());
  }

  private static KeyValueStore<String, Long> store() {
    KeyValueStore<String, Long> store =
        RecordedClock.storeBuilder().withLoggingDisabled().withCachingDisabled().build();
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
