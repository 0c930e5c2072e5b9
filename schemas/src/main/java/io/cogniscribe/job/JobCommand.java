package io.cogniscribe.job;

import io.cogniscribe.message.WireName;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of a transcription job. The aggregate's id travels in the envelope. */
public sealed interface JobCommand {

  /** Asks for a recording of {@code userId} to be transcribed; the aggregate's id is new. */
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

  /** A worker takes the pending job. */
  @WireName("Start")
  record Start() implements JobCommand {}

  /** A worker says how far a processing job is; {@code percent} is 0-100. */
  @WireName("ReportProgress")
  record ReportProgress(ProgressStage stage, int percent, @Nullable String message)
      implements JobCommand {}

  /** A worker hands over the result; {@code transcriptDuration} is in seconds of audio. */
  @WireName("Complete")
  record Complete(
      String transcriptText,
      String summaryText,
      double transcriptDuration,
      int segmentCount,
      @Nullable String languageDetected)
      implements JobCommand {}

  /** A worker gives up on this attempt. */
  @WireName("Fail")
  record Fail(String errorCode, @Nullable String errorMessage) implements JobCommand {}

  /** The owner wants a failed job to be tried again. */
  @WireName("Retry")
  record Retry() implements JobCommand {}

  /** The owner no longer wants a pending or processing job. */
  @WireName("Cancel")
  record Cancel() implements JobCommand {}

  /** The owner wants the job and its result to be gone. */
  @WireName("Delete")
  record Delete() implements JobCommand {}
}
