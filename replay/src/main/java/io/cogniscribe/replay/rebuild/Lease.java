package io.cogniscribe.replay.rebuild;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The right to work on a projection's other generations. PostgreSQL takes it back when the
 * connection ends, so that it outlives no process, and no process can forget it.
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

  private static final String HOLDER =
      "SELECT a.pid, to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
          + LOCK;

  private static final String IS_MINE =
      "SELECT EXISTS (SELECT %s AND a.pid = pg_backend_pid())".formatted(LOCK);

  private static final int ANSWERS_WITHIN_SECONDS = 10;

  private final Connection connection;
  private final String projection;

  private Lease(Connection connection, String projection) {
    this.connection = connection;
    this.projection = projection;
  }

  /** What is done while the lease is held, and not at all when it is not. */
  interface Work {
    void in(Connection connection) throws SQLException;
  }

  /**
   * Takes the lease.
   *
   * @throws ReplayException when somebody else has it, or connections share sessions of the server
   */
  static Lease take(DataSource database, String projection) throws SQLException {
    Connection connection = database.getConnection();
    try {
      requireOwnSession(connection, database);
      if (isTaken(connection, projection)) {
        return new Lease(connection, projection);
      }
      throw new ReplayException(
          "another replay works on '%s': wait for it, or end it first%s"
              .formatted(projection, holder(connection, projection)),
          null);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * A proxy that pools transactions gives a connection another session of the server after each of
   * them, so that neither the lock nor the search path stays with it. Two connections show that:
   * one session serves both, or the first one gets another session while the second holds one.
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
            "a proxy between this tool and PostgreSQL pools transactions, and no lease holds through it: set DATABASE_OWNER_URL (or DATABASE_URL) to the server itself, or let the proxy pool sessions",
            null);
      }
    }
  }

  private static int session(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT pg_backend_pid()");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  private static boolean isTaken(Connection connection, String projection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT pg_try_advisory_lock(hashtext('replay'), hashtext(?))")) {
      statement.setString(1, projection);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private static String holder(Connection connection, String projection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HOLDER)) {
      statement.setString(1, projection);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? " (it began at %2$s; if nobody finds it: SELECT pg_terminate_backend(%1$d))"
                .formatted(row.getInt(1), row.getString(2))
            : "";
      }
    }
  }

  /**
   * Makes sure that nobody else can have it yet.
   *
   * @throws ReplayException when the connection has ended that holds it
   */
  void requireHeld() {
    if (!isAlive()) {
      throw new ReplayException(
          "the lease on '%s' is lost, its connection to PostgreSQL was ended: the active generation is as it was; "
                  .formatted(projection)
              + "see that no other replay works on it, then start again",
          null);
    }
  }

  private boolean isAlive() {
    try {
      return connection.isValid(ANSWERS_WITHIN_SECONDS) && isMine();
    } catch (SQLException e) {
      return false;
    }
  }

  /** Whether the server's session of this moment is the one that holds the lock. */
  private boolean isMine() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(IS_MINE)) {
      statement.setString(1, projection);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** The connection that holds it. */
  Connection connection() {
    return connection;
  }

  /**
   * Does something as a whole or not at all. When the lease is lost before it is done, it is not
   * done: the transaction ends with the connection.
   *
   * @throws ReplayException when it is lost already
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

  /** Gives it back; the connection goes back to its pool without the lock. */
  @Override
  public void close() throws SQLException {
    try (connection;
        PreparedStatement statement =
            connection.prepareStatement("SELECT pg_advisory_unlock_all()")) {
      statement.execute();
    }
  }
}
