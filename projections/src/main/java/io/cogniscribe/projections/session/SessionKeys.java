package io.cogniscribe.projections.session;

import java.util.UUID;

/** The names of the Redis keys for open sessions; {@code sessions.lua} uses the same names. */
public final class SessionKeys {

  /** Hash: user to roles. */
  public static final String ROLES = "projection:sessions-live:roles";

  static final String SESSION = "session:";
  static final String SESSIONS = "sessions:";
  static final String SHUT_OUT = "projection:sessions-live:shut-out:";

  private SessionKeys() {}

  /** Returns the key of an open session, a hash with its user, roles and time of expiry. */
  public static String session(UUID id) {
    return SESSION + id;
  }

  /** Returns the key of a user's open sessions, a sorted set by time of expiry. */
  public static String sessions(UUID user) {
    return SESSIONS + user;
  }

  /** Returns the key with the time until which sessions of a user may be missing. */
  public static String shutOut(String user) {
    return SHUT_OUT + user;
  }
}
