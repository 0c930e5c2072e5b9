package io.cogniscribe.testservers.server;

/** A database of a PostgreSQL server, with the access of the user {@code cogniscribe}. */
public record PostgresAddress(String host, int port, String database) {

  /**
   * Name of the user, its password and the default database: a local stack needs no secret here.
   */
  public static final String NAME = "cogniscribe";

  /** Returns the default database of the server on this machine. */
  public static PostgresAddress of(int port) {
    return new PostgresAddress("127.0.0.1", port, NAME);
  }

  public PostgresAddress withDatabase(String other) {
    return new PostgresAddress(host, port, other);
  }

  public String databaseUrl() {
    return databaseUrl(NAME, NAME);
  }

  /**
   * Returns the URL for another user.
   *
   * @param password without characters that are special in a URL
   */
  public String databaseUrl(String user, String password) {
    return "postgresql://%s:%s@%s:%d/%s".formatted(user, password, host, port, database);
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
        .formatted(host, port, database, NAME, NAME);
  }
}
