package io.cogniscribe.projections.audit;

import static io.cogniscribe.projections.postgres.ColumnType.TIMESTAMPTZ;

import io.cogniscribe.projections.postgres.BinaryArray;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** {@code audit_logs}, as it is written: appended to, month by month. */
final class AuditTable {

  private AuditTable() {}

  /** Appends the rows that are no older than what is kept. */
  static void append(Connection connection, List<AuditRow> rows) throws SQLException {
    ensureMonths(connection, rows.stream().map(AuditRow::createdAt).toList());
    Instant horizon = horizon(connection);
    AuditRow.TABLE.append(
        connection, rows.stream().filter(row -> !row.createdAt().isBefore(horizon)).toList());
  }

  /**
   * The instant before which no record is kept. It stays there until the end of the transaction,
   * where {@code ensure_audit_month} was called before.
   */
  static Instant horizon(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT kept_from FROM public.audit_horizon")) {
      return row.next()
          ? row.getObject(1, LocalDate.class).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.MIN;
    }
  }

  /**
   * Makes the partitions exist that the rows go to. It is asked for every batch, not remembered: a
   * memory would outlive the tables when they are made anew, and the transaction when it fails.
   */
  static void ensureMonths(Connection connection, List<Instant> instants) throws SQLException {
    Collection<Instant> months =
        instants.stream()
            .collect(
                Collectors.toMap(
                    at -> YearMonth.from(at.atZone(ZoneOffset.UTC)), at -> at, (one, _) -> one))
            .values();
    String sql =
        """
        SELECT public.ensure_audit_month(instant, current_schema())
        FROM unnest(?::timestamptz[]) AS n(instant)
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, BinaryArray.of(connection, TIMESTAMPTZ, months, at -> at));
      statement.execute();
    }
  }
}
