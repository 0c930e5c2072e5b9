package io.cogniscribe.projections.usage;

import static io.cogniscribe.projections.postgres.Column.Merge.ADD;
import static io.cogniscribe.projections.postgres.Column.Merge.ADD_SECONDS;
import static io.cogniscribe.projections.postgres.Column.Merge.EARLIEST;
import static io.cogniscribe.projections.postgres.Column.Merge.LATEST;
import static io.cogniscribe.projections.postgres.ColumnType.BIGINT;
import static io.cogniscribe.projections.postgres.ColumnType.DOUBLE;
import static io.cogniscribe.projections.postgres.ColumnType.TEXT;
import static io.cogniscribe.projections.postgres.ColumnType.TIMESTAMPTZ;
import static io.cogniscribe.projections.postgres.ColumnType.UUID;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobEvent.AttemptEnded;
import io.cogniscribe.job.JobEvent.JobCompleted;
import io.cogniscribe.job.JobEvent.JobFailed;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.postgres.Column;
import io.cogniscribe.projections.postgres.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A row of {@code usage_statistics}, or the part of it that some events add. All values are whole
 * numbers, so that the sum does not depend on the order.
 *
 * @param firstAt recorded time of the earliest event
 * @param lastAt recorded time of the latest event
 */
public record Usage(
    UsageKey key,
    long files,
    long bytes,
    long processingMicros,
    long successful,
    long failed,
    long cents,
    Instant firstAt,
    Instant lastAt) {

  public static final Table<Usage> TABLE =
      new Table<>(
          "usage_statistics",
          "id",
          List.of("id"),
          List.of(
              new Column<>("id", UUID, usage -> usage.key().id()),
              new Column<>("user_id", UUID, usage -> usage.key().userId()),
              new Column<>("month", TEXT, 7, usage -> usage.key().month().toString()),
              new Column<>("total_files_processed", BIGINT, Usage::files, ADD),
              new Column<>("total_bytes_processed", BIGINT, Usage::bytes, ADD),
              new Column<>(
                  "total_processing_seconds",
                  DOUBLE,
                  usage -> usage.processingMicros() / 1e6,
                  ADD_SECONDS),
              new Column<>("successful_jobs", BIGINT, Usage::successful, ADD),
              new Column<>("failed_jobs", BIGINT, Usage::failed, ADD),
              new Column<>("estimated_cost_cents", BIGINT, Usage::cents, ADD),
              new Column<>("created_at", TIMESTAMPTZ, Usage::firstAt, EARLIEST),
              new Column<>("updated_at", TIMESTAMPTZ, Usage::lastAt, LATEST)));

  /** Returns the usage that an event adds; empty when the event does not end an attempt. */
  public static Optional<Usage> of(RecordedEvent<JobEvent> event, Tariff tariff) {
    return event.payload() instanceof AttemptEnded ended
        ? Optional.of(of(ended, event.recordedAt(), tariff))
        : Optional.empty();
  }

  private static Usage of(AttemptEnded ended, Instant at, Tariff tariff) {
    return switch (ended) {
      case JobCompleted job ->
          new Usage(
              UsageKey.of(job.userId(), at),
              1,
              job.fileSizeBytes(),
              ChronoUnit.MICROS.between(job.startedAt(), at),
              1,
              0,
              tariff.cents(job.transcriptDuration()),
              at,
              at);
      case JobFailed job -> new Usage(UsageKey.of(job.userId(), at), 0, 0, 0, 0, 1, 0, at, at);
    };
  }

  /** Returns the sum of two usages of the same user and month. */
  public Usage plus(Usage other) {
    return new Usage(
        key,
        Math.addExact(files, other.files),
        Math.addExact(bytes, other.bytes),
        Math.addExact(processingMicros, other.processingMicros),
        Math.addExact(successful, other.successful),
        Math.addExact(failed, other.failed),
        Math.addExact(cents, other.cents),
        firstAt.isBefore(other.firstAt) ? firstAt : other.firstAt,
        lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt);
  }
}
