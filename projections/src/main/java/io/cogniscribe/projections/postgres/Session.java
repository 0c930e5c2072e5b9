package io.cogniscribe.projections.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The session settings on which statements rely. They are set after connecting, because parameters
 * in a URL replace those that the driver sends, and because a role, a database or a server may have
 * other defaults.
 */
final class Session {

  /**
   * Turns off the time limits after which PostgreSQL ends a statement, a transaction or an idle
   * session. Names that the server does not know are ignored.
   */
  private static final String WITHOUT_TIME_LIMITS =
      """
      SELECT set_config(name, '0', false) FROM pg_settings
      WHERE name IN ('statement_timeout', 'lock_timeout', 'transaction_timeout',
        'idle_in_transaction_session_timeout', 'idle_session_timeout')
      """;

  private static final String AS_PROJECTIONS =
      """
      SELECT set_config('synchronous_commit', 'off', false),
        set_config('plan_cache_mode', 'force_custom_plan', false)
      """;

  private Session() {}

  /**
   * Returns the statement with which a projection's session begins.
   *
   * @param schema the schema of unqualified table names; a name that needs no quotes
   */
  static String ofProjection(String schema) {
    return inSchema(schema) + ";\n" + AS_PROJECTIONS;
  }

  /** Returns the statement for a replay's session, which has no time limits. */
  static String ofReplay(String schema) {
    return ofProjection(schema) + ";\n" + WITHOUT_TIME_LIMITS;
  }

  /** Returns the statement for the tables' owner, whose commits wait for the disk. */
  static String ofOwner(String schema) {
    return inSchema(schema) + ";\n" + WITHOUT_TIME_LIMITS;
  }

  private static String inSchema(String schema) {
    return "SELECT set_config('search_path', '%s', false)".formatted(schema);
  }

  /** Prepares a connection that has just been opened. */
  static Connection prepare(Connection connection, String session) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(session);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
