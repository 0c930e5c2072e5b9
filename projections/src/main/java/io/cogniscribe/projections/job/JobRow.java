package io.cogniscribe.projections.job;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobEvent.JobCancelled;
import io.cogniscribe.job.JobEvent.JobCompleted;
import io.cogniscribe.job.JobEvent.JobDeleted;
import io.cogniscribe.job.JobEvent.JobFailed;
import io.cogniscribe.job.JobEvent.JobRetried;
import io.cogniscribe.job.JobEvent.JobStarted;
import io.cogniscribe.job.JobEvent.JobSubmitted;
import io.cogniscribe.job.JobStatus;
import io.cogniscribe.message.RecordedEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job as the table shows it. */
public record JobRow(
    UUID id,
    JobSubmitted submission,
    JobStatus status,
    int attempt,
    long version,
    Instant createdAt,
    Instant updatedAt,
    Processing processing,
    @Nullable Result result,
    @Nullable Failure failure) {

  /** When the current attempt was worked on. */
  record Processing(@Nullable Instant startedAt, @Nullable Instant completedAt) {

    static final Processing NONE = new Processing(null, null);

    /** How long the attempt took; null while it lasts, and for one that was not started. */
    @Nullable Long micros() {
      return startedAt == null || completedAt == null
          ? null
          : ChronoUnit.MICROS.between(startedAt, completedAt);
    }
  }

  /**
   * What a completed job yielded.
   *
   * @param texts null in a row that was read back: they are large, and nothing changes them
   */
  record Result(
      @Nullable Texts texts,
      double transcriptDuration,
      int segmentCount,
      @Nullable String languageDetected) {}

  record Texts(String transcript, String summary) {}

  /** Why the current attempt failed. */
  record Failure(String code, @Nullable String message) {}

  /**
   * The row after an event.
   *
   * @param row null before the first event
   * @return null when the job is gone
   */
  static @Nullable JobRow evolve(@Nullable JobRow row, RecordedEvent<JobEvent> event) {
    return switch (event.payload()) {
      case JobSubmitted submission -> submitted(event, submission);
      case JobDeleted _ -> null;
      case JobStarted started -> known(row).started(event, started);
      case JobCompleted completed -> known(row).completed(event, completed);
      case JobFailed failed -> known(row).failed(event, failed);
      case JobRetried retried -> known(row).retried(event, retried);
      case JobCancelled _ -> known(row).cancelled(event);
    };
  }

  private static JobRow known(@Nullable JobRow row) {
    if (row == null) {
      throw new IllegalArgumentException("a job begins with its submission");
    }
    return row;
  }

  private static JobRow submitted(RecordedEvent<JobEvent> event, JobSubmitted submission) {
    return new JobRow(
        event.streamId(),
        submission,
        JobStatus.PENDING,
        1,
        event.version(),
        event.recordedAt(),
        event.recordedAt(),
        Processing.NONE,
        null,
        null);
  }

  private JobRow started(RecordedEvent<JobEvent> event, JobStarted started) {
    Processing since = new Processing(event.recordedAt(), null);
    return after(event, JobStatus.PROCESSING, started.attempt(), since, result, failure);
  }

  private JobRow completed(RecordedEvent<JobEvent> event, JobCompleted completed) {
    Result yielded =
        new Result(
            new Texts(completed.transcriptText(), completed.summaryText()),
            completed.transcriptDuration(),
            completed.segmentCount(),
            completed.languageDetected());
    return after(event, JobStatus.COMPLETED, completed.attempt(), ended(event), yielded, failure);
  }

  private JobRow failed(RecordedEvent<JobEvent> event, JobFailed failed) {
    Failure reason = new Failure(failed.errorCode(), failed.errorMessage());
    return after(event, JobStatus.FAILED, failed.attempt(), ended(event), result, reason);
  }

  private JobRow retried(RecordedEvent<JobEvent> event, JobRetried retried) {
    return after(event, JobStatus.PENDING, retried.attempt(), Processing.NONE, result, null);
  }

  private JobRow cancelled(RecordedEvent<JobEvent> event) {
    return after(event, JobStatus.CANCELLED, attempt, processing, result, failure);
  }

  private Processing ended(RecordedEvent<JobEvent> event) {
    return new Processing(processing.startedAt(), event.recordedAt());
  }

  private JobRow after(
      RecordedEvent<JobEvent> event,
      JobStatus newStatus,
      int newAttempt,
      Processing newProcessing,
      @Nullable Result newResult,
      @Nullable Failure newFailure) {
    return new JobRow(
        id,
        submission,
        newStatus,
        newAttempt,
        event.version(),
        createdAt,
        event.recordedAt(),
        newProcessing,
        newResult,
        newFailure);
  }
}
