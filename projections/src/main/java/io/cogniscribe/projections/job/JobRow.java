package io.cogniscribe.projections.job;

import static io.cogniscribe.projections.postgres.Column.Merge.KEEP_IF_NULL;
import static io.cogniscribe.projections.postgres.ColumnType.BIGINT;
import static io.cogniscribe.projections.postgres.ColumnType.BOOLEAN;
import static io.cogniscribe.projections.postgres.ColumnType.DOUBLE;
import static io.cogniscribe.projections.postgres.ColumnType.INTEGER;
import static io.cogniscribe.projections.postgres.ColumnType.TEXT;
import static io.cogniscribe.projections.postgres.ColumnType.TIMESTAMPTZ;
import static io.cogniscribe.projections.postgres.ColumnType.UUID;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobEvent.JobCancelled;
import io.cogniscribe.job.JobEvent.JobCompleted;
import io.cogniscribe.job.JobEvent.JobDeleted;
import io.cogniscribe.job.JobEvent.JobFailed;
import io.cogniscribe.job.JobEvent.JobRetried;
import io.cogniscribe.job.JobEvent.JobStarted;
import io.cogniscribe.job.JobEvent.JobSubmitted;
import io.cogniscribe.job.JobStatus;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.UnstorableException;
import io.cogniscribe.projections.postgres.Column;
import io.cogniscribe.projections.postgres.Table;
import io.cogniscribe.projections.postgres.TableRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A row of {@code transcription_jobs}. */
public record JobRow(
    UUID id,
    JobSubmitted submission,
    JobStatus status,
    int attempt,
    long version,
    Instant createdAt,
    Instant updatedAt,
    Processing processing,
    @Nullable Result result,
    @Nullable Failure failure) {

  public static final Table<JobRow> TABLE =
      new Table<>(
          "transcription_jobs",
          "id",
          List.of("id"),
          List.of(
              new Column<>("id", UUID, JobRow::id),
              new Column<>("user_id", UUID, row -> row.submission().userId()),
              new Column<>("filename", TEXT, 255, row -> row.submission().filename()),
              new Column<>(
                  "original_filename", TEXT, 255, row -> row.submission().originalFilename()),
              new Column<>("file_size_bytes", BIGINT, row -> row.submission().fileSizeBytes()),
              new Column<>("file_path", TEXT, 500, row -> row.submission().filePath()),
              new Column<>("status", TEXT, 16, row -> row.status().label()),
              new Column<>("summary_ratio", DOUBLE, row -> row.submission().summaryRatio()),
              new Column<>("subject", TEXT, 255, row -> row.submission().subject()),
              new Column<>("async_mode", BOOLEAN, row -> row.submission().asyncMode()),
              new Column<>("transcript_text", TEXT, text(Texts::transcript), KEEP_IF_NULL),
              new Column<>("summary_text", TEXT, text(Texts::summary), KEEP_IF_NULL),
              new Column<>("transcript_duration", DOUBLE, result(Result::transcriptDuration)),
              new Column<>("segment_count", INTEGER, result(Result::segmentCount)),
              new Column<>("language_detected", TEXT, 35, result(Result::languageDetected)),
              new Column<>(
                  "processing_started_at", TIMESTAMPTZ, row -> row.processing().startedAt()),
              new Column<>(
                  "processing_completed_at", TIMESTAMPTZ, row -> row.processing().completedAt()),
              new Column<>("processing_duration_seconds", DOUBLE, JobRow::seconds),
              new Column<>("error_message", TEXT, failure(Failure::message)),
              new Column<>("error_code", TEXT, 64, failure(Failure::code)),
              new Column<>("attempt", INTEGER, JobRow::attempt),
              new Column<>("version", BIGINT, JobRow::version),
              new Column<>("created_at", TIMESTAMPTZ, JobRow::createdAt),
              new Column<>("updated_at", TIMESTAMPTZ, JobRow::updatedAt)));

  /** Returns the row that was read back, without its texts. */
  static JobRow of(TableRow row) {
    Double duration = row.find("transcript_duration", Double.class);
    String errorCode = row.find("error_code", String.class);
    return new JobRow(
        row.get("id", UUID.class),
        new JobSubmitted(
            row.get("user_id", UUID.class),
            row.get("filename", String.class),
            row.find("original_filename", String.class),
            row.get("file_size_bytes", Long.class),
            row.find("file_path", String.class),
            row.get("summary_ratio", Double.class),
            row.find("subject", String.class),
            row.get("async_mode", Boolean.class)),
        JobStatus.valueOf(row.get("status", String.class).toUpperCase(Locale.ROOT)),
        row.get("attempt", Integer.class),
        row.get("version", Long.class),
        row.get("created_at", Instant.class),
        row.get("updated_at", Instant.class),
        new Processing(
            row.find("processing_started_at", Instant.class),
            row.find("processing_completed_at", Instant.class)),
        duration == null
            ? null
            : new Result(
                null,
                duration,
                // The value is null only in a row that was edited by hand. Verification reports it,
                // and the fold continues.
                Objects.requireNonNullElse(row.find("segment_count", Integer.class), 0),
                row.find("language_detected", String.class)),
        errorCode == null ? null : new Failure(errorCode, row.find("error_message", String.class)));
  }

  /**
   * Returns the event if its texts fit into their columns.
   *
   * @throws UnstorableException when a text does not fit
   */
  public static RecordedEvent<JobEvent> checked(RecordedEvent<JobEvent> event) {
    HistoryRow.TABLE.check("actor_id", event.actor().id());
    switch (event.payload()) {
      case JobSubmitted submitted -> {
        TABLE.check("filename", submitted.filename());
        TABLE.check("original_filename", submitted.originalFilename());
        TABLE.check("file_path", submitted.filePath());
        TABLE.check("subject", submitted.subject());
      }
      case JobCompleted completed -> {
        TABLE.check("transcript_text", completed.transcriptText());
        TABLE.check("summary_text", completed.summaryText());
        TABLE.check("language_detected", completed.languageDetected());
      }
      case JobFailed failed -> {
        TABLE.check("error_code", failed.errorCode());
        TABLE.check("error_message", failed.errorMessage());
      }
      case JobStarted _, JobRetried _, JobCancelled _, JobDeleted _ -> {}
    }
    return event;
  }

  /** The start and the end of the current attempt. */
  record Processing(@Nullable Instant startedAt, @Nullable Instant completedAt) {

    static final Processing NONE = new Processing(null, null);

    /** Returns the duration of the attempt; null while it lasts, or when it was not started. */
    @Nullable Long micros() {
      return startedAt == null || completedAt == null
          ? null
          : ChronoUnit.MICROS.between(startedAt, completedAt);
    }
  }

  /**
   * The result of a completed job.
   *
   * @param texts null in a row that was read back, because the texts are large and never change
   */
  record Result(
      @Nullable Texts texts,
      double transcriptDuration,
      int segmentCount,
      @Nullable String languageDetected) {}

  record Texts(String transcript, String summary) {}

  /** The error of the current attempt. */
  record Failure(String code, @Nullable String message) {}

  /**
   * Returns the row after an event.
   *
   * @param row null before the first event
   * @return null when the job was deleted
   */
  static @Nullable JobRow evolve(@Nullable JobRow row, RecordedEvent<JobEvent> event) {
    return switch (event.payload()) {
      case JobSubmitted submission -> submitted(event, submission);
      case JobDeleted _ -> null;
      case JobStarted started -> known(row).started(event, started);
      case JobCompleted completed -> known(row).completed(event, completed);
      case JobFailed failed -> known(row).failed(event, failed);
      case JobRetried retried -> known(row).retried(event, retried);
      case JobCancelled _ -> known(row).cancelled(event);
    };
  }

  private static JobRow known(@Nullable JobRow row) {
    if (row == null) {
      throw new IllegalArgumentException("a job begins with its submission");
    }
    return row;
  }

  private static JobRow submitted(RecordedEvent<JobEvent> event, JobSubmitted submission) {
    return new JobRow(
        event.streamId(),
        submission,
        JobStatus.PENDING,
        1,
        event.version(),
        event.recordedAt(),
        event.recordedAt(),
        Processing.NONE,
        null,
        null);
  }

  private JobRow started(RecordedEvent<JobEvent> event, JobStarted started) {
    Processing since = new Processing(event.recordedAt(), null);
    return after(event, JobStatus.PROCESSING, started.attempt(), since, result, failure);
  }

  private JobRow completed(RecordedEvent<JobEvent> event, JobCompleted completed) {
    Result yielded =
        new Result(
            new Texts(completed.transcriptText(), completed.summaryText()),
            completed.transcriptDuration(),
            completed.segmentCount(),
            completed.languageDetected());
    return after(event, JobStatus.COMPLETED, completed.attempt(), ended(event), yielded, failure);
  }

  private JobRow failed(RecordedEvent<JobEvent> event, JobFailed failed) {
    Failure reason = new Failure(failed.errorCode(), failed.errorMessage());
    return after(event, JobStatus.FAILED, failed.attempt(), ended(event), result, reason);
  }

  private JobRow retried(RecordedEvent<JobEvent> event, JobRetried retried) {
    return after(event, JobStatus.PENDING, retried.attempt(), Processing.NONE, result, null);
  }

  private JobRow cancelled(RecordedEvent<JobEvent> event) {
    return after(event, JobStatus.CANCELLED, attempt, processing, result, failure);
  }

  private Processing ended(RecordedEvent<JobEvent> event) {
    return new Processing(processing.startedAt(), event.recordedAt());
  }

  private JobRow after(
      RecordedEvent<JobEvent> event,
      JobStatus newStatus,
      int newAttempt,
      Processing newProcessing,
      @Nullable Result newResult,
      @Nullable Failure newFailure) {
    return new JobRow(
        id,
        submission,
        newStatus,
        newAttempt,
        event.version(),
        createdAt,
        event.recordedAt(),
        newProcessing,
        newResult,
        newFailure);
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
