package io.cogniscribe.projector.replay;

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

  private static final String HOLDER =
      """
      SELECT a.pid, to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
      FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND l.granted AND l.database = (
          SELECT oid FROM pg_database WHERE datname = current_database())
        AND l.classid::bigint = hashtext('replay')::bigint & 4294967295
        AND l.objid::bigint = hashtext(?)::bigint & 4294967295
      """;

  private final Connection connection;

  private Lease(Connection connection) {
    this.connection = connection;
  }

  /**
   * Takes the lease.
   *
   * @throws ReplayException when somebody else has it
   */
  static Lease take(DataSource database, String projection) throws SQLException {
    Connection connection = database.getConnection();
    try {
      if (isTaken(connection, projection)) {
        return new Lease(connection);
      }
      String holder = holder(connection, projection);
      connection.close();
      throw new ReplayException(
          "another replay works on '%s'%s: wait for it, or end it first"
              .formatted(projection, holder),
          null);
    } catch (SQLException e) {
      connection.close();
      throw e;
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
            ? " (connection %d of the database, since %s)"
                .formatted(row.getInt(1), row.getString(2))
            : "";
      }
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
