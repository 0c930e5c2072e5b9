package io.cogniscribe.projections.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The end of open sessions of a user.
 *
 * @param sessionId the one that is meant; null means all
 * @param kept the one that is spared
 */
record Closing(UUID userId, @Nullable UUID sessionId, @Nullable UUID kept, Instant at) {

  /** Whether the session ends by it: a session that has ended already does not end again. */
  boolean ends(SessionRow session) {
    return session.userId().equals(userId)
        && session.closedAt() == null
        && session.expiresAt().isAfter(at)
        && (sessionId == null || sessionId.equals(session.id()))
        && !session.id().equals(kept);
  }
}
