package io.cogniscribe.settings;

/** The connection to PostgreSQL. */
public record Database(String jdbcUrl, String user, String password) {

  /** Returns a text without the password, because settings may be logged. */
  @Override
  public String toString() {
    return "Database[" + jdbcUrl + ", user=" + user + "]";
  }
}
