package io.cogniscribe.projections.audit;

import io.cogniscribe.projections.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Drops whole months of {@code audit_logs} and records the first month that is kept. The Kafka
 * topic keeps all records.
 *
 * @param owner connections as the owner of the tables
 * @param attempts the maximum number of attempts to get an exclusive lock on the table
 */
public record AuditRetention(DataSource owner, int attempts) {

  /** Limits the wait for the lock to 1 s, because readers queue behind the waiting transaction. */
  private static final String PATIENCE = "SET LOCAL lock_timeout = '1s'";

  private static final long PAUSE_MILLIS = 500;

  /** SQL states: lock not available, and deadlock detected. */
  private static final Set<String> IN_USE = Set.of("55P03", "40P01");

  /**
   * Partitions whose month begins before the given day, in every generation of {@code audit_logs}.
   */
  private static final String MONTHS =
      """
      SELECT inhrelid::regclass::text AS name, pg_total_relation_size(inhrelid) AS bytes
      FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
      WHERE inhparent IN (SELECT oid FROM pg_class WHERE relname = 'audit_logs' AND relkind = 'p')
        AND relname ~ '^audit_logs_[0-9]{4}_[0-9]{2}$'
        AND to_date(right(relname, 7), 'YYYY_MM') < ?::date
      ORDER BY relname
      """;

  /**
   * A partition of one month.
   *
   * @param table the partition's name, which ends with the month
   * @param bytes the size, including indexes
   */
  public record Month(String table, long bytes) {}

  /** Returns the months that {@link #drop} would drop, oldest first. */
  public List<Month> before(YearMonth keptFrom) throws SQLException {
    try (Connection connection = owner.getConnection()) {
      return months(connection, keptFrom);
    }
  }

  /**
   * Drops the months before {@code keptFrom} and moves the horizon there, in one transaction. The
   * horizon never moves back.
   *
   * @param by the operator, for the record
   * @return the dropped months
   * @throws SQLException with SQL state 55P03 or 40P01 when the table was in use at every attempt
   */
  public List<Month> drop(YearMonth keptFrom, String by) throws SQLException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try (Connection connection = owner.getConnection()) {
        return dropOnce(connection, keptFrom, by);
      } catch (SQLException e) {
        if (attempt == attempts || !IN_USE.contains(String.valueOf(e.getSQLState()))) {
          throw e;
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static List<Month> dropOnce(Connection connection, YearMonth keptFrom, String by)
      throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(PATIENCE);
      statement.execute("SET LOCAL synchronous_commit = on");
      statement.execute("SELECT pg_advisory_xact_lock(hashtext('audit_horizon'))");
      moveHorizon(connection, keptFrom, by);
      List<Month> months = months(connection, keptFrom);
      for (Month month : months) {
        statement.execute("DROP TABLE " + month.table());
      }
      connection.commit();
      return months;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }

  private static void moveHorizon(Connection connection, YearMonth keptFrom, String by)
      throws SQLException {
    String sql =
        """
        INSERT INTO audit_horizon AS stored (kept_from, dropped_at, dropped_by)
        VALUES (?::date, now(), ?)
        ON CONFLICT (only_row) DO UPDATE SET kept_from = excluded.kept_from,
          dropped_at = excluded.dropped_at, dropped_by = excluded.dropped_by
        WHERE stored.kept_from < excluded.kept_from
        """;
    Sql.update(connection, sql, firstDay(keptFrom), by);
  }

  private static List<Month> months(Connection connection, YearMonth keptFrom) throws SQLException {
    return Sql.query(
        connection, MONTHS, row -> new Month(row.getString(1), row.getLong(2)), firstDay(keptFrom));
  }

  private static String firstDay(YearMonth month) {
    return month.atDay(1).toString();
  }
}
