package io.cogniscribe.command.job;

import io.cogniscribe.job.JobStatus;
import io.cogniscribe.message.WireName;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The part of a job that the decider needs; it has no texts or names. */
public sealed interface JobState {

  /** No job was submitted under this id. */
  @WireName("Absent")
  record Absent() implements JobState {}

  /**
   * The job exists.
   *
   * @param startedAt the time when a worker started the current attempt; null before that
   * @param startedBy the actor id of that worker
   */
  @WireName("Existing")
  record Existing(
      UUID userId,
      JobStatus status,
      int attempt,
      long fileSizeBytes,
      @Nullable Instant startedAt,
      @Nullable String startedBy)
      implements JobState {

    Existing with(JobStatus next) {
      return new Existing(userId, next, attempt, fileSizeBytes, startedAt, startedBy);
    }
  }

  /** A deleted job; its id is never used again. */
  @WireName("Deleted")
  record Deleted(UUID userId) implements JobState {}
}
