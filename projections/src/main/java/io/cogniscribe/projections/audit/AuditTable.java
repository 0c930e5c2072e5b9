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

/** The statements on {@code audit_logs}, which has one partition for each month. */
final class AuditTable {

  private AuditTable() {}

  /** Appends the rows that are not older than the horizon. */
  static void append(Connection connection, List<AuditRow> rows) throws SQLException {
    ensureMonths(connection, rows.stream().map(AuditRow::createdAt).toList());
    Instant horizon = horizon(connection);
    AuditRow.TABLE.append(
        connection, rows.stream().filter(row -> !row.createdAt().isBefore(horizon)).toList());
  }

  /**
   * Returns the instant before which no record is kept. It cannot move until the end of the
   * transaction if {@code ensure_audit_month} was called before.
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
   * Creates the missing partitions for the rows. Existing partitions are not cached, because a
   * cache would be wrong after the tables are created again or the transaction is rolled back.
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
