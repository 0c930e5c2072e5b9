package io.cogniscribe.query.job;

import io.cogniscribe.query.store.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  /** All columns but the two texts. */
  static final String COLUMNS =
      """
      id, user_id, filename, original_filename, file_size_bytes, file_path, status, summary_ratio,
      subject, async_mode, transcript_duration, segment_count, language_detected,
      processing_started_at, processing_completed_at, processing_duration_seconds, error_message,
      error_code, attempt, version, created_at, updated_at
      """;

  static Job read(ResultSet row) throws SQLException {
    Columns columns = new Columns(row);
    return new Job(
        columns.uuid("id"),
        columns.uuid("user_id"),
        columns.text("filename"),
        columns.textOrNull("original_filename"),
        row.getLong("file_size_bytes"),
        columns.textOrNull("file_path"),
        columns.text("status"),
        row.getDouble("summary_ratio"),
        columns.textOrNull("subject"),
        row.getBoolean("async_mode"),
        columns.textOrNull("transcript_text"),
        columns.textOrNull("summary_text"),
        columns.orNull("transcript_duration", Double.class),
        columns.orNull("segment_count", Integer.class),
        columns.textOrNull("language_detected"),
        columns.instantOrNull("processing_started_at"),
        columns.instantOrNull("processing_completed_at"),
        columns.orNull("processing_duration_seconds", Double.class),
        columns.textOrNull("error_message"),
        columns.textOrNull("error_code"),
        row.getInt("attempt"),
        row.getLong("version"),
        columns.instant("created_at"),
        columns.instant("updated_at"));
  }

  String eTag() {
    return "\"" + version + "\"";
  }
}
