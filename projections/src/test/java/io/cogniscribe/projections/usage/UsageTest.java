package io.cogniscribe.projections.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobEvent.JobCompleted;
import io.cogniscribe.job.JobEvent.JobFailed;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.kit.JobStory;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tests the usage that a job adds to its owner's month. */
final class UsageTest {

  private static final UUID USER = UUID.randomUUID();
  private static final Instant AT = Instant.parse("2026-11-30T23:59:58Z");
  private static final Tariff TARIFF = new Tariff(7);

  @Test
  void aCompletedJobCountsItsFileItsBytesItsTimeAndItsCost() {
    JobStory job = JobStory.submitted(USER, AT).started().completed();
    Instant ended = job.last().recordedAt();

    assertThat(Usage.of(job.last(), TARIFF))
        .contains(
            new Usage(
                new UsageKey(USER, YearMonth.of(2026, 12)),
                1,
                JobStory.FILE_SIZE,
                1_000_001,
                1,
                0,
                11,
                ended,
                ended));
  }

  @Test
  void aFailedJobCountsAsFailedAlone() {
    JobStory job = JobStory.submitted(USER, AT).started().failed();
    Instant ended = job.last().recordedAt();

    assertThat(Usage.of(job.last(), TARIFF))
        .contains(
            new Usage(new UsageKey(USER, YearMonth.of(2026, 12)), 0, 0, 0, 0, 1, 0, ended, ended));
  }

  @Test
  void nothingElseCounts() {
    JobStory job =
        JobStory.submitted(USER, AT).started().failed().retried().started().cancelled().deleted();

    for (RecordedEvent<JobEvent> event : job.events()) {
      if (!(event.payload() instanceof JobCompleted || event.payload() instanceof JobFailed)) {
        assertThat(Usage.of(event, TARIFF)).as(event.toString()).isEmpty();
      }
    }
  }

  @Test
  void aMonthIsThatOfUtcInWhichTheJobEnded() {
    JobStory job = JobStory.submitted(USER, AT).started().after(Duration.ofDays(3)).completed();

    assertThat(Usage.of(job.last(), TARIFF).orElseThrow().key().month())
        .isEqualTo(YearMonth.of(2026, 12));
  }

  @Test
  void sumsDoNotDependOnTheOrder() {
    Usage one =
        Usage.of(JobStory.submitted(USER, AT).started().completed().last(), TARIFF).orElseThrow();
    Usage other =
        Usage.of(JobStory.submitted(USER, AT.plusSeconds(60)).started().failed().last(), TARIFF)
            .orElseThrow();

    assertThat(one.plus(other)).isEqualTo(other.plus(one));
    assertThat(one.plus(other).firstAt()).isEqualTo(one.firstAt());
    assertThat(one.plus(other).lastAt()).isEqualTo(other.lastAt());
  }

  @Test
  void aRowHasTheSameIdInEveryFold() {
    assertThat(new UsageKey(USER, YearMonth.of(2026, 12)).id())
        .isEqualTo(new UsageKey(USER, YearMonth.of(2026, 12)).id())
        .isNotEqualTo(new UsageKey(USER, YearMonth.of(2026, 11)).id());
  }

  @Test
  void aCostIsRoundedJobByJobHalfACentUp() {
    assertThat(new Tariff(0).cents(1e9)).isZero();
    assertThat(new Tariff(1).cents(29.9)).isZero();
    assertThat(new Tariff(1).cents(30)).isEqualTo(1);
    assertThat(new Tariff(100).cents(3600)).isEqualTo(6_000);
  }

  @Test
  void aDurationThatIsNoNumberHasNoCost() {
    assertThatThrownBy(() -> TARIFF.cents(Double.NaN)).isInstanceOf(NumberFormatException.class);
  }
}
