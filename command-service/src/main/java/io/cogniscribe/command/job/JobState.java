package io.cogniscribe.command.job;

import io.cogniscribe.job.JobStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the decider must remember of a job: enough to decide, nothing to read. */
public sealed interface JobState {

  /** Nothing was ever submitted under this id. */
  record Absent() implements JobState {}

  /**
   * The job exists.
   *
   * @param startedAt when the current attempt was taken by a worker; null before that
   */
  record Existing(
      UUID userId, JobStatus status, int attempt, long fileSizeBytes, @Nullable Instant startedAt)
      implements JobState {

    Existing with(JobStatus next) {
      return new Existing(userId, next, attempt, fileSizeBytes, startedAt);
    }
  }

  /** The job is gone; its id is never used again. */
  record Deleted(UUID userId) implements JobState {}
}
