package io.cogniscribe.projections.session;

import io.cogniscribe.projections.redis.Cell;
import java.util.UUID;

/** The names of the keys that show open sessions in Redis; {@code sessions.lua} has the same. */
final class SessionKeys {

  static final String SESSION = "session:";
  static final String SESSIONS = "sessions:";
  static final String ROLES = "projection:sessions-live:roles";
  static final String SHUT_OUT = "projection:sessions-live:shut-out:";

  private SessionKeys() {}

  static Cell session(UUID id) {
    return Cell.of(SESSION + id);
  }

  static Cell sessions(UUID user) {
    return Cell.of(SESSIONS + user);
  }

  static Cell roles(UUID user) {
    return new Cell(ROLES, user.toString());
  }

  static Cell shutOut(UUID user) {
    return Cell.of(SHUT_OUT + user);
  }
}
