package io.cogniscribe.web.security;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sessions of callers that tests invent: they are open with the roles of their tokens. All other
 * sessions go to the service's own check, which tests of log-in and revocation use.
 */
public record InventedSessions(SessionCheck others) implements SessionCheck {

  /** Version 4, which no service creates: services use version 7. */
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
