package io.cogniscribe.projections.job;

import io.cogniscribe.job.JobEvent.JobSubmitted;
import io.cogniscribe.job.JobStatus;
import io.cogniscribe.projections.job.JobRow.Failure;
import io.cogniscribe.projections.job.JobRow.Processing;
import io.cogniscribe.projections.job.JobRow.Result;
import io.cogniscribe.projections.postgres.BinaryArray;
import io.cogniscribe.projections.postgres.ColumnType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code transcription_jobs}, as it is read back: all but the long texts. */
final class StoredJobs {

  private static final String SELECT =
      """
      SELECT id, user_id, filename, original_filename, file_size_bytes, file_path, summary_ratio,
        subject, async_mode, status, attempt, version, created_at, updated_at,
        processing_started_at, processing_completed_at,
        transcript_duration, segment_count, language_detected, error_code, error_message
      FROM transcription_jobs WHERE id = ANY (?)
      """;

  private StoredJobs() {}

  /** The rows of those of the jobs that have one. */
  static Map<UUID, JobRow> read(Connection connection, Collection<UUID> ids) throws SQLException {
    Map<UUID, JobRow> rows = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
      statement.setArray(1, BinaryArray.of(connection, ColumnType.UUID, ids, id -> id));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          JobRow job = job(row);
          rows.put(job.id(), job);
        }
      }
    }
    return rows;
  }

  private static JobRow job(ResultSet row) throws SQLException {
    return new JobRow(
        row.getObject("id", UUID.class),
        new JobSubmitted(
            row.getObject("user_id", UUID.class),
            row.getString("filename"),
            row.getString("original_filename"),
            row.getLong("file_size_bytes"),
            row.getString("file_path"),
            row.getDouble("summary_ratio"),
            row.getString("subject"),
            row.getBoolean("async_mode")),
        JobStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getInt("attempt"),
        row.getLong("version"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        new Processing(
            instant(row, "processing_started_at"), instant(row, "processing_completed_at")),
        result(row),
        failure(row));
  }

  private static @Nullable Result result(ResultSet row) throws SQLException {
    Double duration = row.getObject("transcript_duration", Double.class);
    return duration == null
        ? null
        : new Result(
            null, duration, row.getInt("segment_count"), row.getString("language_detected"));
  }

  private static @Nullable Failure failure(ResultSet row) throws SQLException {
    String code = row.getString("error_code");
    return code == null ? null : new Failure(code, row.getString("error_message"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
