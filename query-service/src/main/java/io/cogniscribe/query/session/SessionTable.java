package io.cogniscribe.query.session;

import io.cogniscribe.query.store.Columns;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Queries of sessions. */
@Repository
class SessionTable {

  private static final Logger LOG = LoggerFactory.getLogger(SessionTable.class);

  /** Limit of the list, because a user can open any number of sessions. */
  private static final int MOST_LISTED = 500;

  /**
   * The two projections have 8 partitions each. A parked event of the user may end the session, so
   * the answer is then as uncertain as that of a projection that lags.
   */
  private static final String FIND =
      """
      SELECT
        (SELECT count(*) = 16 FROM projection_positions
         WHERE projection IN ('sessions', 'users') AND topic = 'auth.events'
           AND beat_at > now() - interval '5 seconds')
        AND NOT EXISTS (SELECT FROM parked_events
          WHERE projection IN ('sessions', 'users') AND stream_key = :userText) AS is_known,
        (SELECT u.roles FROM sessions s JOIN users u ON u.id = s.user_id
         WHERE s.id = :sessionId AND s.user_id = :userId AND s.closed_at IS NULL
           AND s.expires_at > now() AND u.is_active) AS roles
      """;

  private static final String IS_CLOSED =
      "SELECT EXISTS (SELECT FROM sessions WHERE id = :sessionId AND closed_at IS NOT NULL)";

  private static final String LIST =
      """
      SELECT id, opened_at, expires_at, host(client_address) AS client_address, user_agent
      FROM sessions
      WHERE user_id = :userId AND closed_at IS NULL AND expires_at > now()
      ORDER BY opened_at DESC, id DESC LIMIT :limit
      """;

  private final JdbcClient postgres;

  SessionTable(JdbcClient postgres) {
    this.postgres = postgres;
  }

  /** Returns the state of the user's session in the tables. */
  Status find(UUID userId, UUID sessionId) {
    try {
      return postgres
          .sql(FIND)
          .param("userText", userId.toString())
          .param("userId", userId)
          .param("sessionId", sessionId)
          .query((row, _) -> status(row))
          .single();
    } catch (DataAccessException unavailable) {
      LOG.warn("cannot read sessions from Redis or PostgreSQL: {}", unavailable.getMessage());
      return new Status.Unknown();
    }
  }

  /**
   * Returns whether the table shows that the session was closed. The table may lag; false if it
   * cannot be read.
   */
  boolean isClosed(UUID sessionId) {
    try {
      return postgres.sql(IS_CLOSED).param("sessionId", sessionId).query(Boolean.class).single();
    } catch (DataAccessException unavailable) {
      return false;
    }
  }

  private static Status status(ResultSet row) throws SQLException {
    if (!row.getBoolean("is_known")) {
      return new Status.Unknown();
    }
    Array roles = row.getArray("roles");
    return roles == null
        ? new Status.Ended()
        : Status.Open.of(List.of((String[]) roles.getArray()));
  }

  /**
   * Returns the user's open sessions, newest first.
   *
   * @param current session of the request; null if there is none
   */
  List<Session> open(UUID userId, @Nullable UUID current) {
    return postgres
        .sql(LIST)
        .param("userId", userId)
        .param("limit", MOST_LISTED)
        .query((row, _) -> session(row, current))
        .list();
  }

  private static Session session(ResultSet row, @Nullable UUID current) throws SQLException {
    Columns columns = new Columns(row);
    UUID id = columns.uuid("id");
    return new Session(
        id,
        columns.instant("opened_at"),
        columns.instant("expires_at"),
        columns.textOrNull("client_address"),
        columns.textOrNull("user_agent"),
        id.equals(current));
  }
}
