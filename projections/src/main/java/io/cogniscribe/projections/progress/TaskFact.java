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

/** What the progress projection takes from an event. Transcripts are not among it. */
public sealed interface TaskFact {

  /** The job that it is about. */
  UUID jobId();

  /** Recorded time. */
  Instant at();

  /**
   * The job's status is another.
   *
   * @param from null when the job is new
   * @param to null when the job is gone
   * @param attempt null when the event does not say
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

  /** A worker has reported how far it is. */
  record Progressed(
      UUID jobId,
      UUID userId,
      int attempt,
      String stage,
      int percent,
      @Nullable String message,
      Instant at)
      implements TaskFact {}

  /** What a job's event says. */
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

  /** What a progress report says. */
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
