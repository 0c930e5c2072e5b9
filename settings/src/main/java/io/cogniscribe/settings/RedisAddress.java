package io.cogniscribe.settings;

import org.jspecify.annotations.Nullable;

/**
 * How to reach Redis.
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

  /** Without the password: settings end up in logs. */
  @Override
  public String toString() {
    return "RedisAddress[" + host + ":" + port + "/" + database + "]";
  }
}
