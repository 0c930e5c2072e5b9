package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The exclusive right to work on a projection's inactive generations. PostgreSQL releases it when
 * the connection ends, so it cannot outlive the process.
 */
final class Lease implements AutoCloseable {

  private static final String LOCK =
      """
      FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND l.granted AND l.database = (
          SELECT oid FROM pg_database WHERE datname = current_database())
        AND l.classid::bigint = hashtext('replay')::bigint & 4294967295
        AND l.objid::bigint = hashtext(?)::bigint & 4294967295
      """;

  private static final String TAKE = "SELECT pg_try_advisory_lock(hashtext('replay'), hashtext(?))";

  private static final String HOLDER =
      "SELECT a.pid, to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
          + LOCK;

  /** Whether the current server session holds the lock. */
  private static final String IS_MINE =
      "SELECT EXISTS (SELECT %s AND a.pid = pg_backend_pid())".formatted(LOCK);

  private static final int ANSWERS_WITHIN_SECONDS = 10;

  private final Connection connection;
  private final String projection;

  private Lease(Connection connection, String projection) {
    this.connection = connection;
    this.projection = projection;
  }

  interface Work {
    void in(Connection connection) throws SQLException;
  }

  /**
   * Takes the lease.
   *
   * @throws ReplayException when another replay holds it, or a proxy pools transactions
   */
  static Lease take(DataSource database, String projection) throws SQLException {
    Connection connection = database.getConnection();
    try {
      requireOwnSession(connection, database);
      if (Sql.isTrue(connection, TAKE, projection)) {
        return new Lease(connection, projection);
      }
      throw new ReplayException(
          "another replay works on '%s'. Wait for it, or end it first%s"
              .formatted(projection, holder(connection, projection)));
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Detects a proxy that pools transactions. Such a proxy can change the server session after each
   * transaction, which loses the lock and the search path. Two connections show it: one session
   * serves both, or the first one changes its session while the second holds one.
   */
  private static void requireOwnSession(Connection connection, DataSource database)
      throws SQLException {
    int own = session(connection);
    try (Connection other = database.getConnection()) {
      other.setAutoCommit(false);
      boolean isShared = session(other) == own || session(connection) != own;
      other.rollback();
      if (isShared) {
        throw new ReplayException(
            "a proxy between this tool and PostgreSQL pools transactions, which breaks the "
                + "lease. Set DATABASE_OWNER_URL (or DATABASE_URL) to the server itself, or let "
                + "the proxy pool sessions");
      }
    }
  }

  private static int session(Connection connection) throws SQLException {
    return Sql.first(connection, "SELECT pg_backend_pid()", row -> row.getInt(1)).orElseThrow();
  }

  private static String holder(Connection connection, String projection) throws SQLException {
    return Sql.first(
            connection,
            HOLDER,
            row ->
                " (it began at %2$s; to end its connection: SELECT pg_terminate_backend(%1$d))"
                    .formatted(row.getInt(1), row.getString(2)),
            projection)
        .orElse("");
  }

  /**
   * Checks that the lease is still held.
   *
   * @throws ReplayException when its connection has ended
   */
  void requireHeld() {
    if (!isAlive()) {
      throw new ReplayException(
          ("the lease on '%s' is lost, because its connection to PostgreSQL ended. The "
                      + "active generation is unchanged; ")
                  .formatted(projection)
              + "check that no other replay runs, then start again");
    }
  }

  private boolean isAlive() {
    try {
      return connection.isValid(ANSWERS_WITHIN_SECONDS)
          && Sql.isTrue(connection, IS_MINE, projection);
    } catch (SQLException e) {
      return false;
    }
  }

  Connection connection() {
    return connection;
  }

  /**
   * Does work in one transaction. When the lease is lost before the commit, the transaction is
   * rolled back with its connection.
   *
   * @throws ReplayException when the lease is lost already
   */
  void inTransaction(Work work) throws SQLException {
    requireHeld();
    connection.setAutoCommit(false);
    try {
      requireHeld();
      work.in(connection);
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      rollback(e);
      throw e;
    }
    connection.setAutoCommit(true);
  }

  private void rollback(Exception reason) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  /** Releases the lease; the connection returns to its pool without the lock. */
  @Override
  public void close() throws SQLException {
    try (connection) {
      Sql.execute(connection, "SELECT pg_advisory_unlock_all()");
    }
  }
}
