package io.cogniscribe.job;

import io.cogniscribe.message.WireName;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The commands to a transcription job. The envelope has the aggregate's id. */
public sealed interface JobCommand {

  /** Submits a recording of {@code userId} for transcription. The aggregate's id is new. */
  @WireName("Submit")
  record Submit(
      UUID userId,
      String filename,
      @Nullable String originalFilename,
      long fileSizeBytes,
      @Nullable String filePath,
      double summaryRatio,
      @Nullable String subject,
      boolean asyncMode)
      implements JobCommand {

    /** The share of the transcript that a summary keeps when the client names none. */
    public static final double DEFAULT_SUMMARY_RATIO = 0.15;
  }

  /** Starts the pending job. Sent by a worker. */
  @WireName("Start")
  record Start() implements JobCommand {}

  /** Reports the progress of a processing job; {@code percent} is 0-100. Sent by a worker. */
  @WireName("ReportProgress")
  record ReportProgress(ProgressStage stage, int percent, @Nullable String message)
      implements JobCommand {}

  /**
   * Completes the job with its result; {@code transcriptDuration} is in seconds of audio. Sent by a
   * worker.
   */
  @WireName("Complete")
  record Complete(
      String transcriptText,
      String summaryText,
      double transcriptDuration,
      int segmentCount,
      @Nullable String languageDetected)
      implements JobCommand {}

  /** Fails the current attempt. Sent by a worker. */
  @WireName("Fail")
  record Fail(String errorCode, @Nullable String errorMessage) implements JobCommand {}

  /** Retries a failed job. Sent by the owner. */
  @WireName("Retry")
  record Retry() implements JobCommand {}

  /** Cancels a pending or processing job. Sent by the owner. */
  @WireName("Cancel")
  record Cancel() implements JobCommand {}

  /** Deletes the job and its result. Sent by the owner. */
  @WireName("Delete")
  record Delete() implements JobCommand {}
}
