package io.cogniscribe.web.security;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sessions of callers that tests invent, for tests that say nothing about sessions: they are open
 * with the roles of their tokens. All other sessions are left to the service's own check, so that
 * tests of log-ins and revocation meet that.
 */
public record InventedSessions(SessionCheck others) implements SessionCheck {

  /** Version 4, and never made by a service: those are of version 7. */
  private static final long MARK = 0x7465_7374_7465_4000L;

  /** Returns a session of an invented caller. */
  public static UUID random() {
    return new UUID(
        MARK, (ThreadLocalRandom.current().nextLong() & 0x3fff_ffff_ffff_ffffL) | Long.MIN_VALUE);
  }

  @Override
  public Caller current(Caller caller) {
    UUID session = caller.sessionId();
    return session != null && session.getMostSignificantBits() == MARK
        ? caller
        : others.current(caller);
  }
}
