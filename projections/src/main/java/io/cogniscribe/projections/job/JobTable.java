package io.cogniscribe.projections.job;

import static io.cogniscribe.projections.postgres.ColumnType.BIGINT;
import static io.cogniscribe.projections.postgres.ColumnType.BOOLEAN;
import static io.cogniscribe.projections.postgres.ColumnType.DOUBLE;
import static io.cogniscribe.projections.postgres.ColumnType.INTEGER;
import static io.cogniscribe.projections.postgres.ColumnType.TEXT;
import static io.cogniscribe.projections.postgres.ColumnType.TIMESTAMPTZ;
import static io.cogniscribe.projections.postgres.ColumnType.UUID;

import io.cogniscribe.projections.job.JobRow.Failure;
import io.cogniscribe.projections.job.JobRow.Result;
import io.cogniscribe.projections.job.JobRow.Texts;
import io.cogniscribe.projections.postgres.BinaryArray;
import io.cogniscribe.projections.postgres.Column;
import io.cogniscribe.projections.postgres.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code transcription_jobs}, as it is written. */
public final class JobTable {

  static final Table<JobRow> TABLE =
      new Table<>(
          "transcription_jobs",
          List.of(
              new Column<>("id", UUID, JobRow::id),
              new Column<>("user_id", UUID, row -> row.submission().userId()),
              new Column<>("filename", TEXT, row -> row.submission().filename()),
              new Column<>("original_filename", TEXT, row -> row.submission().originalFilename()),
              new Column<>("file_size_bytes", BIGINT, row -> row.submission().fileSizeBytes()),
              new Column<>("file_path", TEXT, row -> row.submission().filePath()),
              new Column<>("status", TEXT, row -> row.status().label()),
              new Column<>("summary_ratio", DOUBLE, row -> row.submission().summaryRatio()),
              new Column<>("subject", TEXT, row -> row.submission().subject()),
              new Column<>("async_mode", BOOLEAN, row -> row.submission().asyncMode()),
              new Column<>("transcript_text", TEXT, text(Texts::transcript)),
              new Column<>("summary_text", TEXT, text(Texts::summary)),
              new Column<>("transcript_duration", DOUBLE, result(Result::transcriptDuration)),
              new Column<>("segment_count", INTEGER, result(Result::segmentCount)),
              new Column<>("language_detected", TEXT, result(Result::languageDetected)),
              new Column<>(
                  "processing_started_at", TIMESTAMPTZ, row -> row.processing().startedAt()),
              new Column<>(
                  "processing_completed_at", TIMESTAMPTZ, row -> row.processing().completedAt()),
              new Column<>("processing_duration_seconds", DOUBLE, JobTable::seconds),
              new Column<>("error_message", TEXT, failure(Failure::message)),
              new Column<>("error_code", TEXT, failure(Failure::code)),
              new Column<>("attempt", INTEGER, JobRow::attempt),
              new Column<>("version", BIGINT, JobRow::version),
              new Column<>("created_at", TIMESTAMPTZ, JobRow::createdAt),
              new Column<>("updated_at", TIMESTAMPTZ, JobRow::updatedAt)));

  /**
   * What an event can change. The texts of a row that was read back are not in memory: where there
   * is nothing new, what is stored stays.
   */
  private static final String REPLACE =
      """
      ON CONFLICT (id) DO UPDATE SET
        status = excluded.status,
        transcript_text = coalesce(excluded.transcript_text, stored.transcript_text),
        summary_text = coalesce(excluded.summary_text, stored.summary_text),
        transcript_duration = excluded.transcript_duration,
        segment_count = excluded.segment_count,
        language_detected = excluded.language_detected,
        processing_started_at = excluded.processing_started_at,
        processing_completed_at = excluded.processing_completed_at,
        processing_duration_seconds = excluded.processing_duration_seconds,
        error_message = excluded.error_message,
        error_code = excluded.error_code,
        attempt = excluded.attempt,
        version = excluded.version,
        updated_at = excluded.updated_at
      """;

  private JobTable() {}

  /** A row's values by column. */
  public static Map<String, @Nullable Object> values(JobRow row) {
    return TABLE.values(row);
  }

  static void write(Connection connection, List<JobRow> rows) throws SQLException {
    TABLE.insert(connection, rows, REPLACE);
  }

  /** Writes rows of jobs that have none. */
  static void append(Connection connection, List<JobRow> rows) throws SQLException {
    TABLE.append(connection, rows);
  }

  static void delete(Connection connection, List<UUID> ids) throws SQLException {
    delete(connection, "DELETE FROM transcription_jobs WHERE id = ANY (?)", ids);
    delete(connection, "DELETE FROM job_history WHERE job_id = ANY (?)", ids);
  }

  private static void delete(Connection connection, String sql, List<UUID> ids)
      throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, BinaryArray.of(connection, UUID, ids, id -> id));
      statement.executeUpdate();
    }
  }

  private static Function<JobRow, @Nullable Object> result(
      Function<Result, @Nullable Object> value) {
    return row -> row.result() == null ? null : value.apply(row.result());
  }

  private static Function<JobRow, @Nullable Object> text(Function<Texts, Object> value) {
    return result(result -> result.texts() == null ? null : value.apply(result.texts()));
  }

  private static Function<JobRow, @Nullable Object> failure(
      Function<Failure, @Nullable Object> value) {
    return row -> row.failure() == null ? null : value.apply(row.failure());
  }

  private static @Nullable Object seconds(JobRow row) {
    Long micros = row.processing().micros();
    return micros == null ? null : micros / 1e6;
  }
}
