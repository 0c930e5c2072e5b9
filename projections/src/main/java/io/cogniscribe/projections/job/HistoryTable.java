package io.cogniscribe.projections.job;

import static io.cogniscribe.projections.postgres.ColumnType.BIGINT;
import static io.cogniscribe.projections.postgres.ColumnType.INTEGER;
import static io.cogniscribe.projections.postgres.ColumnType.TEXT;
import static io.cogniscribe.projections.postgres.ColumnType.TIMESTAMPTZ;
import static io.cogniscribe.projections.postgres.ColumnType.UUID;

import io.cogniscribe.projections.postgres.Column;
import io.cogniscribe.projections.postgres.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** {@code job_history}, as it is written. */
final class HistoryTable {

  static final Table<HistoryRow> TABLE =
      new Table<>(
          "job_history",
          List.of(
              new Column<>("job_id", UUID, HistoryRow::jobId),
              new Column<>("version", BIGINT, HistoryRow::version),
              new Column<>("event_id", UUID, HistoryRow::eventId),
              new Column<>("event_type", TEXT, HistoryRow::eventType),
              new Column<>("status", TEXT, row -> row.status().label()),
              new Column<>("attempt", INTEGER, HistoryRow::attempt),
              new Column<>("actor_kind", TEXT, row -> row.actor().kind().label()),
              new Column<>("actor_id", TEXT, row -> row.actor().id()),
              new Column<>("recorded_at", TIMESTAMPTZ, HistoryRow::recordedAt)));

  private HistoryTable() {}

  static void append(Connection connection, List<HistoryRow> rows) throws SQLException {
    TABLE.append(connection, rows);
  }
}
