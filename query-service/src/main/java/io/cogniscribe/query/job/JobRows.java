package io.cogniscribe.query.job;

import io.cogniscribe.query.store.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads rows of transcription_jobs. */
final class JobRows {

  /** All columns except the two texts. */
  static final String COLUMNS =
      """
      id, user_id, filename, original_filename, file_size_bytes, file_path, status, summary_ratio,
      subject, async_mode, transcript_duration, segment_count, language_detected,
      processing_started_at, processing_completed_at, processing_duration_seconds, error_message,
      error_code, attempt, version, created_at, updated_at
      """;

  private JobRows() {}

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
}
