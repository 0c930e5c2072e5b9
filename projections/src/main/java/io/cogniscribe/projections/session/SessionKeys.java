package io.cogniscribe.projections.session;

import java.util.UUID;

/** The names of the keys that show open sessions in Redis; {@code sessions.lua} has the same. */
public final class SessionKeys {

  /** Hash: user to roles. */
  public static final String ROLES = "projection:sessions-live:roles";

  static final String SESSION = "session:";
  static final String SESSIONS = "sessions:";
  static final String SHUT_OUT = "projection:sessions-live:shut-out:";

  private SessionKeys() {}

  /** Hash: whose an open session is, and until when it is open. */
  public static String session(UUID id) {
    return SESSION + id;
  }

  /** Sorted set: the open sessions of a user by the time at which they expire. */
  public static String sessions(UUID user) {
    return SESSIONS + user;
  }

  /** String: until when sessions of a user may be missing. */
  public static String shutOut(String user) {
    return SHUT_OUT + user;
  }
}
