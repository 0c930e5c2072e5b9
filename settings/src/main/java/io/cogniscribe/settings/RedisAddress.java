package io.cogniscribe.settings;

import org.jspecify.annotations.Nullable;

/**
 * The connection to Redis. The product uses four consecutive databases, so that two can be swapped
 * without affecting the others: the active one, which {@code REDIS_URL} names, one for rebuilds,
 * one for request counts, and one for verification.
 *
 * @param username the user; null for the default user
 * @param password the password; null when none is needed
 * @param database the number of the database, 0-15 on a server with its defaults
 * @param tls whether the connection is encrypted
 */
public record RedisAddress(
    String host,
    int port,
    @Nullable String username,
    @Nullable String password,
    int database,
    boolean tls) {

  /** Returns the database that a rebuild fills, and that keeps the previous generation. */
  public RedisAddress forRebuilds() {
    return next(1);
  }

  /** Returns the database for request counts, which rebuilds do not change. */
  public RedisAddress forRateLimits() {
    return next(2);
  }

  /** Returns the database that a verification fills and then empties. */
  public RedisAddress forVerification() {
    return next(3);
  }

  private RedisAddress next(int steps) {
    return new RedisAddress(host, port, username, password, database + steps, tls);
  }

  /** Returns a text without the password, because settings may be logged. */
  @Override
  public String toString() {
    return "RedisAddress[" + host + ":" + port + "/" + database + "]";
  }
}
