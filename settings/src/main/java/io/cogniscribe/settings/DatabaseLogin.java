package io.cogniscribe.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * A role of the database that a service logs in as, and the password that it is given.
 *
 * @param role {@link #PROJECTOR} or {@link #QUERY}
 */
public record DatabaseLogin(String role, String password) {

  /** The role of the projector: writes rows, and nothing else. */
  public static final String PROJECTOR = "cogniscribe_projector";

  /** The role of the query-service: reads. */
  public static final String QUERY = "cogniscribe_query";

  private static final String QUERY_PASSWORD = "DATABASE_QUERY_PASSWORD";
  // In hexadecimal, since it stands in a URL.
  private static final String REMEDY =
      "set it to random text, for example from: openssl rand -hex 32";

  /**
   * The logins that the owner of the database sees to: none where {@code DATABASE_OWNER_URL} is not
   * set, since an administrator does it then. The projector's password is that of {@code
   * DATABASE_URL}, the other one is {@code DATABASE_QUERY_PASSWORD}.
   *
   * @throws SettingsException when a password could be guessed
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

  /** Without the password: settings end up in logs. */
  @Override
  public String toString() {
    return "DatabaseLogin[" + role + "]";
  }
}
