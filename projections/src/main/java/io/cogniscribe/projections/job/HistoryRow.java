package io.cogniscribe.projections.job;

import static io.cogniscribe.projections.postgres.ColumnType.BIGINT;
import static io.cogniscribe.projections.postgres.ColumnType.INTEGER;
import static io.cogniscribe.projections.postgres.ColumnType.TEXT;
import static io.cogniscribe.projections.postgres.ColumnType.TIMESTAMPTZ;
import static io.cogniscribe.projections.postgres.ColumnType.UUID;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobStatus;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.postgres.Column;
import io.cogniscribe.projections.postgres.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A row of {@code job_history}: an event, and the state of the job after it. */
record HistoryRow(
    UUID jobId,
    long version,
    UUID eventId,
    String eventType,
    JobStatus status,
    int attempt,
    Actor actor,
    Instant recordedAt) {

  static final Table<HistoryRow> TABLE =
      new Table<>(
          "job_history",
          "job_id",
          List.of("job_id", "version"),
          List.of(
              new Column<>("job_id", UUID, HistoryRow::jobId),
              new Column<>("version", BIGINT, HistoryRow::version),
              new Column<>("event_id", UUID, HistoryRow::eventId),
              new Column<>("event_type", TEXT, 64, HistoryRow::eventType),
              new Column<>("status", TEXT, 16, row -> row.status().label()),
              new Column<>("attempt", INTEGER, HistoryRow::attempt),
              new Column<>("actor_kind", TEXT, 16, row -> row.actor().kind().label()),
              new Column<>("actor_id", TEXT, row -> row.actor().id()),
              new Column<>("recorded_at", TIMESTAMPTZ, HistoryRow::recordedAt)));

  static HistoryRow of(RecordedEvent<JobEvent> event, JobRow after) {
    return new HistoryRow(
        event.streamId(),
        event.version(),
        event.eventId(),
        event.type(),
        after.status(),
        after.attempt(),
        event.actor(),
        event.recordedAt());
  }
}
