package io.cogniscribe.projections.session;

import java.net.InetAddress;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as the table shows it.
 *
 * @param closedAt when it was ended before its time; null when it was not
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

  /** The row after a closing, whether or not it is meant. */
  SessionRow after(Closing closing) {
    return closing.ends(this)
        ? new SessionRow(id, userId, clientAddress, userAgent, openedAt, expiresAt, closing.at())
        : this;
  }
}
