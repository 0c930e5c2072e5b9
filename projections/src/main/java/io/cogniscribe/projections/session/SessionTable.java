package io.cogniscribe.projections.session;

import static io.cogniscribe.projections.postgres.ColumnType.TIMESTAMPTZ;
import static io.cogniscribe.projections.postgres.ColumnType.UUID;

import io.cogniscribe.projections.jdbc.Sql;
import io.cogniscribe.projections.postgres.BinaryArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The statements on {@code sessions}. */
final class SessionTable {

  /** Applies the first matching closing to each session; {@link Closing#ends} has the same rule. */
  private static final String CLOSE =
      """
      UPDATE sessions SET closed_at = ended.at
      FROM (
        SELECT s.id, min(c.at) AS at
        FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::timestamptz[])
          AS c(user_id, session_id, kept, at)
        JOIN sessions s ON s.user_id = c.user_id
        WHERE s.closed_at IS NULL AND s.expires_at > c.at
          AND (c.session_id IS NULL OR c.session_id = s.id)
          AND s.id IS DISTINCT FROM c.kept
        GROUP BY s.id
      ) AS ended
      WHERE sessions.id = ended.id
      """;

  private SessionTable() {}

  /**
   * Closes stored sessions first, because a closing must not end sessions that are opened after it.
   */
  static void write(Connection connection, SessionChanges changes) throws SQLException {
    close(connection, changes.closings());
    SessionRow.TABLE.insertMissing(connection, changes.opened());
  }

  private static void close(Connection connection, List<Closing> closings) throws SQLException {
    if (closings.isEmpty()) {
      return;
    }
    Sql.update(
        connection,
        CLOSE,
        BinaryArray.of(connection, UUID, closings, Closing::userId),
        BinaryArray.of(connection, UUID, closings, Closing::sessionId),
        BinaryArray.of(connection, UUID, closings, Closing::kept),
        BinaryArray.of(connection, TIMESTAMPTZ, closings, Closing::at));
  }
}
