package io.cogniscribe.query.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is.
 *
 * @param stage of the pipeline; null when the job is not processing, or has not said
 * @param percent 0-100
 * @param attempt null when only a report is known and not yet the job's state
 */
record Progress(
    UUID jobId,
    String status,
    @Nullable String stage,
    int percent,
    @Nullable String message,
    @Nullable Integer attempt,
    @Nullable Instant updatedAt) {

  /** What the row alone tells. */
  static Progress of(Job job) {
    int percent = job.status().equals(JobStatus.COMPLETED.label()) ? 100 : 0;
    return new Progress(
        job.id(), job.status(), null, percent, job.errorMessage(), job.attempt(), job.updatedAt());
  }
}
