package io.cogniscribe.projections.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The end of one or more sessions of a user.
 *
 * @param sessionId the session that ends; null for all sessions
 * @param kept the session that stays open; null for none
 */
record Closing(UUID userId, @Nullable UUID sessionId, @Nullable UUID kept, Instant at) {

  /**
   * Returns whether this closing ends the session. A session that has already ended does not end
   * again.
   */
  boolean ends(SessionRow session) {
    return session.userId().equals(userId)
        && session.closedAt() == null
        && session.expiresAt().isAfter(at)
        && (sessionId == null || sessionId.equals(session.id()))
        && !session.id().equals(kept);
  }
}
