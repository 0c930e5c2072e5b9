package io.cogniscribe.job;

import io.cogniscribe.message.WireName;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events of a transcription job. Every event names the owner, and the events that end an
 * attempt contain the values for usage statistics, so that no projection must join another one.
 */
public sealed interface JobEvent {

  /** Returns the owner of the job. */
  UUID userId();

  /** The events that end an attempt; usage counts them. */
  sealed interface AttemptEnded permits JobCompleted, JobFailed {}

  /** The job exists and is pending, attempt 1. */
  @WireName("JobSubmitted")
  record JobSubmitted(
      UUID userId,
      String filename,
      @Nullable String originalFilename,
      long fileSizeBytes,
      @Nullable String filePath,
      double summaryRatio,
      @Nullable String subject,
      boolean asyncMode)
      implements JobEvent {}

  /** A worker has taken the job: pending to processing. */
  @WireName("JobStarted")
  record JobStarted(UUID userId, int attempt) implements JobEvent {}

  /**
   * The attempt succeeded: processing to completed; {@code transcriptDuration} is in seconds of
   * audio.
   */
  @WireName("JobCompleted")
  record JobCompleted(
      UUID userId,
      int attempt,
      long fileSizeBytes,
      Instant startedAt,
      String transcriptText,
      String summaryText,
      double transcriptDuration,
      int segmentCount,
      @Nullable String languageDetected)
      implements JobEvent, AttemptEnded {}

  /** The attempt failed: processing to failed. */
  @WireName("JobFailed")
  record JobFailed(
      UUID userId, int attempt, Instant startedAt, String errorCode, @Nullable String errorMessage)
      implements JobEvent, AttemptEnded {}

  /** The job was retried: failed to pending; {@code attempt} is the new one. */
  @WireName("JobRetried")
  record JobRetried(UUID userId, int attempt) implements JobEvent {}

  /** The job was cancelled: pending or processing to cancelled. */
  @WireName("JobCancelled")
  record JobCancelled(UUID userId, JobStatus previousStatus) implements JobEvent {}

  /** The job was deleted, from any status. */
  @WireName("JobDeleted")
  record JobDeleted(UUID userId, JobStatus previousStatus) implements JobEvent {}
}
