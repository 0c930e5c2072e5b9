package io.cogniscribe.query.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a job.
 *
 * @param stage of the pipeline; null if the job is not processing or has not reported one
 * @param percent 0-100
 * @param attempt null if only a progress report is known and not yet the job's state
 */
record Progress(
    UUID jobId,
    String status,
    @Nullable String stage,
    int percent,
    @Nullable String message,
    @Nullable Integer attempt,
    @Nullable Instant updatedAt) {

  /** Returns the progress that the row shows. */
  static Progress of(Job job) {
    int percent = job.status().equals(JobStatus.COMPLETED.label()) ? 100 : 0;
    return new Progress(
        job.id(), job.status(), null, percent, job.errorMessage(), job.attempt(), job.updatedAt());
  }
}
