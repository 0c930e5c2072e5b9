package io.cogniscribe.projections.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobEvent.JobSubmitted;
import io.cogniscribe.job.JobStatus;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.kit.JobStory;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tests a job's row after each event. */
final class JobRowTest {

  private static final UUID USER = UUID.randomUUID();
  private static final Instant AT = Instant.parse("2026-11-01T08:30:00Z");
  private static final Duration STEP = Duration.ofSeconds(1).plusNanos(1000);

  @Test
  void aSubmittedJobIsPending() {
    JobRow row = after(JobStory.submitted(USER, AT));

    assertThat(row.status()).isEqualTo(JobStatus.PENDING);
    assertThat(row.attempt()).isEqualTo(1);
    assertThat(row.version()).isEqualTo(1);
    assertThat(row.createdAt()).isEqualTo(AT);
    assertThat(row.updatedAt()).isEqualTo(AT);
    assertThat(row.submission().userId()).isEqualTo(USER);
    assertThat(row.processing()).isEqualTo(JobRow.Processing.NONE);
    assertThat(row.result()).isNull();
    assertThat(row.failure()).isNull();
  }

  @Test
  void aStartedJobIsProcessingSinceThen() {
    JobRow row = after(JobStory.submitted(USER, AT).started());

    assertThat(row.status()).isEqualTo(JobStatus.PROCESSING);
    assertThat(row.processing()).isEqualTo(new JobRow.Processing(AT.plus(STEP), null));
    assertThat(row.createdAt()).isEqualTo(AT);
    assertThat(row.updatedAt()).isEqualTo(AT.plus(STEP));
  }

  @Test
  void aCompletedJobHasItsResultAndHowLongItTook() {
    JobRow row = after(JobStory.submitted(USER, AT).started().completed("Lungs."));

    assertThat(row.status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(row.result())
        .isEqualTo(
            new JobRow.Result(
                new JobRow.Texts("Lungs.", "Heart: 4."), JobStory.AUDIO_SECONDS, 12, "en"));
    assertThat(row.processing().completedAt()).isEqualTo(AT.plus(STEP.multipliedBy(2)));
    assertThat(row.processing().micros()).isEqualTo(1_000_001);
  }

  @Test
  void aFailedJobHasItsReasonAndHowLongItTook() {
    JobRow row = after(JobStory.submitted(USER, AT).started().failed());

    assertThat(row.status()).isEqualTo(JobStatus.FAILED);
    assertThat(row.failure())
        .isEqualTo(new JobRow.Failure("transcription_failed", "no speech found"));
    assertThat(row.processing().micros()).isEqualTo(1_000_001);
  }

  @Test
  void aRetriedJobIsPendingAgainAndForgetsTheFailedAttempt() {
    JobRow row = after(JobStory.submitted(USER, AT).started().failed().retried());

    assertThat(row.status()).isEqualTo(JobStatus.PENDING);
    assertThat(row.attempt()).isEqualTo(2);
    assertThat(row.failure()).isNull();
    assertThat(row.processing()).isEqualTo(JobRow.Processing.NONE);
    assertThat(row.createdAt()).isEqualTo(AT);
  }

  @Test
  void aCancelledJobKeepsWhatItWas() {
    JobRow row = after(JobStory.submitted(USER, AT).started().cancelled());

    assertThat(row.status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(row.attempt()).isEqualTo(1);
    assertThat(row.processing().startedAt()).isEqualTo(AT.plus(STEP));
  }

  @Test
  void aDeletedJobHasNoRow() {
    JobStory story = JobStory.submitted(USER, AT).deleted();

    assertThat(JobRow.evolve(after(JobStory.submitted(USER, AT)), story.last())).isNull();
  }

  @Test
  void nothingButItsSubmissionCanBeginAJob() {
    for (RecordedEvent<JobEvent> event :
        JobStory.submitted(USER, AT).started().failed().retried().started().completed().events()) {
      if (!(event.payload() instanceof JobSubmitted)) {
        assertThatThrownBy(() -> JobRow.evolve(null, event))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  private static JobRow after(JobStory story) {
    JobRow row = null;
    for (RecordedEvent<JobEvent> event : story.events()) {
      row = JobRow.evolve(row, event);
    }
    return Objects.requireNonNull(row);
  }
}
