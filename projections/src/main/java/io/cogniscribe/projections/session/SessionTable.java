package io.cogniscribe.projections.session;

import static io.cogniscribe.projections.postgres.ColumnType.INET;
import static io.cogniscribe.projections.postgres.ColumnType.TEXT;
import static io.cogniscribe.projections.postgres.ColumnType.TIMESTAMPTZ;
import static io.cogniscribe.projections.postgres.ColumnType.UUID;

import io.cogniscribe.projections.postgres.BinaryArray;
import io.cogniscribe.projections.postgres.Column;
import io.cogniscribe.projections.postgres.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** {@code sessions}, as it is written. */
final class SessionTable {

  static final Table<SessionRow> TABLE =
      new Table<>(
          "sessions",
          List.of(
              new Column<>("id", UUID, SessionRow::id),
              new Column<>("user_id", UUID, SessionRow::userId),
              new Column<>("client_address", INET, SessionRow::clientAddress),
              new Column<>("user_agent", TEXT, SessionRow::userAgent),
              new Column<>("opened_at", TIMESTAMPTZ, SessionRow::openedAt),
              new Column<>("expires_at", TIMESTAMPTZ, SessionRow::expiresAt),
              new Column<>("closed_at", TIMESTAMPTZ, SessionRow::closedAt)));

  /** The first closing that means a session ends it; {@link Closing#ends} is the same rule. */
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

  /** Ends stored sessions first: a closing does not mean what is opened after it. */
  static void write(Connection connection, SessionChanges changes) throws SQLException {
    close(connection, changes.closings());
    TABLE.insert(connection, changes.opened(), "ON CONFLICT (id) DO NOTHING");
  }

  private static void close(Connection connection, List<Closing> closings) throws SQLException {
    if (closings.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(CLOSE)) {
      statement.setArray(1, BinaryArray.of(connection, UUID, closings, Closing::userId));
      statement.setArray(2, BinaryArray.of(connection, UUID, closings, Closing::sessionId));
      statement.setArray(3, BinaryArray.of(connection, UUID, closings, Closing::kept));
      statement.setArray(4, BinaryArray.of(connection, TIMESTAMPTZ, closings, Closing::at));
      statement.executeUpdate();
    }
  }
}
