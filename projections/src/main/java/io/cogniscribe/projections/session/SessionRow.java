package io.cogniscribe.projections.session;

import static io.cogniscribe.projections.postgres.ColumnType.INET;
import static io.cogniscribe.projections.postgres.ColumnType.TEXT;
import static io.cogniscribe.projections.postgres.ColumnType.TIMESTAMPTZ;
import static io.cogniscribe.projections.postgres.ColumnType.UUID;

import io.cogniscribe.projections.postgres.Column;
import io.cogniscribe.projections.postgres.Table;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code sessions}.
 *
 * @param closedAt the time at which it was closed before its expiry; null when it was not
 */
record SessionRow(
    UUID id,
    UUID userId,
    @Nullable InetAddress clientAddress,
    @Nullable String userAgent,
    Instant openedAt,
    Instant expiresAt,
    @Nullable Instant closedAt) {

  /** The longest user agent, in characters. */
  static final int USER_AGENT_LENGTH = 500;

  static final Table<SessionRow> TABLE =
      new Table<>(
          "sessions",
          "user_id",
          List.of("id"),
          List.of(
              new Column<>("id", UUID, SessionRow::id),
              new Column<>("user_id", UUID, SessionRow::userId),
              new Column<>("client_address", INET, SessionRow::clientAddress),
              new Column<>("user_agent", TEXT, USER_AGENT_LENGTH, SessionRow::userAgent),
              new Column<>("opened_at", TIMESTAMPTZ, SessionRow::openedAt),
              new Column<>("expires_at", TIMESTAMPTZ, SessionRow::expiresAt),
              new Column<>("closed_at", TIMESTAMPTZ, SessionRow::closedAt)));

  /** Returns the row after a closing, which may not apply to it. */
  SessionRow after(Closing closing) {
    return closing.ends(this)
        ? new SessionRow(id, userId, clientAddress, userAgent, openedAt, expiresAt, closing.at())
        : this;
  }
}
