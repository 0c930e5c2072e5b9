package io.cogniscribe.projections.progress;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobEvent.JobCancelled;
import io.cogniscribe.job.JobEvent.JobCompleted;
import io.cogniscribe.job.JobEvent.JobDeleted;
import io.cogniscribe.job.JobEvent.JobFailed;
import io.cogniscribe.job.JobEvent.JobRetried;
import io.cogniscribe.job.JobEvent.JobStarted;
import io.cogniscribe.job.JobEvent.JobSubmitted;
import io.cogniscribe.job.JobProgressed;
import io.cogniscribe.job.JobStatus;
import io.cogniscribe.message.RecordedEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The part of an event that the progress projection uses. It has no transcripts. */
public sealed interface TaskFact {

  /** Returns the id of the job. */
  UUID jobId();

  /** Returns the recorded time. */
  Instant at();

  /**
   * The status of a job has changed.
   *
   * @param from the old status; null when the job is new
   * @param to the new status; null when the job was deleted
   * @param attempt the attempt; null when the event has none
   */
  record StatusChanged(
      UUID jobId,
      UUID userId,
      long version,
      @Nullable JobStatus from,
      @Nullable JobStatus to,
      @Nullable Integer attempt,
      Instant at)
      implements TaskFact {}

  /** A worker has reported its progress. */
  record Progressed(
      UUID jobId,
      UUID userId,
      int attempt,
      String stage,
      int percent,
      @Nullable String message,
      Instant at)
      implements TaskFact {}

  /** Returns the fact of a job's event. */
  static TaskFact of(RecordedEvent<JobEvent> event) {
    return switch (event.payload()) {
      case JobSubmitted _ -> changed(event, null, JobStatus.PENDING, 1);
      case JobStarted job -> changed(event, JobStatus.PENDING, JobStatus.PROCESSING, job.attempt());
      case JobCompleted job ->
          changed(event, JobStatus.PROCESSING, JobStatus.COMPLETED, job.attempt());
      case JobFailed job -> changed(event, JobStatus.PROCESSING, JobStatus.FAILED, job.attempt());
      case JobRetried job -> changed(event, JobStatus.FAILED, JobStatus.PENDING, job.attempt());
      case JobCancelled job -> changed(event, job.previousStatus(), JobStatus.CANCELLED, null);
      case JobDeleted job -> changed(event, job.previousStatus(), null, null);
    };
  }

  /** Returns the fact of a progress report. */
  static TaskFact ofReport(RecordedEvent<JobProgressed> report) {
    JobProgressed progress = report.payload();
    return new Progressed(
        report.streamId(),
        progress.userId(),
        progress.attempt(),
        progress.stage().label(),
        progress.percent(),
        progress.message(),
        report.recordedAt());
  }

  private static TaskFact changed(
      RecordedEvent<JobEvent> event,
      @Nullable JobStatus from,
      @Nullable JobStatus to,
      @Nullable Integer attempt) {
    return new StatusChanged(
        event.streamId(),
        event.payload().userId(),
        event.version(),
        from,
        to,
        attempt,
        event.recordedAt());
  }
}
