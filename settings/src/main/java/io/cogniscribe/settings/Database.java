package io.cogniscribe.settings;

/** How to reach PostgreSQL. */
public record Database(String jdbcUrl, String user, String password) {

  /** Without the password: settings end up in logs. */
  @Override
  public String toString() {
    return "Database[" + jdbcUrl + ", user=" + user + "]";
  }
}
