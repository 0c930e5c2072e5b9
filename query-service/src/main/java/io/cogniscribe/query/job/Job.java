package io.cogniscribe.query.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of transcription_jobs. Times are UTC, durations are in seconds.
 *
 * @param transcriptText null until the job is completed, and in listings
 * @param summaryText null until the job is completed, and in listings
 * @param version of the aggregate; the ETag of the job
 */
record Job(
    UUID id,
    UUID userId,
    String filename,
    @Nullable String originalFilename,
    long fileSizeBytes,
    @Nullable String filePath,
    String status,
    double summaryRatio,
    @Nullable String subject,
    boolean asyncMode,
    @Nullable String transcriptText,
    @Nullable String summaryText,
    @Nullable Double transcriptDuration,
    @Nullable Integer segmentCount,
    @Nullable String languageDetected,
    @Nullable Instant processingStartedAt,
    @Nullable Instant processingCompletedAt,
    @Nullable Double processingDurationSeconds,
    @Nullable String errorMessage,
    @Nullable String errorCode,
    int attempt,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  String eTag() {
    return "\"" + version + "\"";
  }
}
