package io.cogniscribe.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * A database role of a service, and its password.
 *
 * @param role {@link #PROJECTOR} or {@link #QUERY}
 */
public record DatabaseLogin(String role, String password) {

  /** The role of the projector, which may read and write rows only. */
  public static final String PROJECTOR = "cogniscribe_projector";

  /** The role of the query-service, which may only read. */
  public static final String QUERY = "cogniscribe_query";

  private static final String QUERY_PASSWORD = "DATABASE_QUERY_PASSWORD";
  // Hexadecimal, because the password is part of a URL.
  private static final String REMEDY =
      "set it to random text, for example from: openssl rand -hex 32";

  /**
   * Returns the logins that the owner of the database sets. Empty when {@code DATABASE_OWNER_URL}
   * is not set, because an administrator sets them then. The projector's password is that of {@code
   * DATABASE_URL}, and the query-service's password is {@code DATABASE_QUERY_PASSWORD}.
   *
   * @throws SettingsException when a password is weak
   */
  static List<DatabaseLogin> of(Settings settings) {
    List<DatabaseLogin> logins = new ArrayList<>();
    if (settings.databaseOwner().isEmpty()) {
      return logins;
    }
    settings
        .value(StoreUrls.DATABASE)
        .map(url -> StoreUrls.database(StoreUrls.DATABASE, url))
        .filter(own -> own.user().equals(PROJECTOR))
        .map(own -> login(PROJECTOR, own.password(), "the password in " + StoreUrls.DATABASE))
        .ifPresent(logins::add);
    settings
        .value(QUERY_PASSWORD)
        .map(password -> login(QUERY, password, QUERY_PASSWORD))
        .ifPresent(logins::add);
    return logins;
  }

  private static DatabaseLogin login(String role, String password, String variable) {
    Secrets.demandStrong(variable, password, REMEDY);
    return new DatabaseLogin(role, password);
  }

  /** Returns a text without the password, because settings may be logged. */
  @Override
  public String toString() {
    return "DatabaseLogin[" + role + "]";
  }
}
