package io.cogniscribe.settings;

import org.jspecify.annotations.Nullable;

/**
 * How to reach Redis. The product uses databases in a row, so that one can be swapped for another
 * and the rest stays: the one that {@code REDIS_URL} names is what readers see, the next one what a
 * rebuild fills, the third one counts requests, the fourth one is filled by a verification.
 *
 * @param username null: the default user
 * @param password null: none is needed
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

  /** The database that a rebuild fills, and that keeps what was the active generation before. */
  public RedisAddress forRebuilds() {
    return next(1);
  }

  /** The database that counts requests, which no rebuild touches. */
  public RedisAddress forRateLimits() {
    return next(2);
  }

  /** The database that a verification fills and empties again. */
  public RedisAddress forVerification() {
    return next(3);
  }

  private RedisAddress next(int steps) {
    return new RedisAddress(host, port, username, password, database + steps, tls);
  }

  /** Without the password: settings end up in logs. */
  @Override
  public String toString() {
    return "RedisAddress[" + host + ":" + port + "/" + database + "]";
  }
}
