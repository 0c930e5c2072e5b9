package io.cogniscribe.testservers.server;

/** A database of a PostgreSQL server, as user {@code cogniscribe} reaches it. */
public record PostgresAddress(String host, int port, String database) {

  /**
   * Name of the user, of its password and of the default database: a local stack has no secret to
   * keep here.
   */
  public static final String NAME = "cogniscribe";

  /** The default database of the server on this machine. */
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
   * The same for another user.
   *
   * @param password without characters that mean something in a URL
   */
  public String databaseUrl(String user, String password) {
    return "postgresql://%s:%s@%s:%d/%s".formatted(user, password, host, port, database);
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
        .formatted(host, port, database, NAME, NAME);
  }
}
