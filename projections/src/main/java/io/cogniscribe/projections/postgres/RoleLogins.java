package io.cogniscribe.projections.postgres;

import io.cogniscribe.projections.engine.StoreException;
import io.cogniscribe.settings.Database;
import io.cogniscribe.settings.DatabaseLogin;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Enables the login of the services' roles with the passwords from the settings.
 *
 * @param owner a connection that may alter the roles
 */
public record RoleLogins(Database owner, List<DatabaseLogin> logins) {

  private static final int ATTEMPTS = 5;

  /** SQL states: wrong or missing password, and login not permitted. */
  private static final Set<String> REFUSED = Set.of("28P01", "28000");

  /** The SQL state of PostgreSQL when another session alters the role at the same time. */
  private static final String CONCURRENT = "XX000";

  /**
   * Sets the password of each role that does not accept it yet. A restart therefore changes
   * nothing, and roles that an administrator has set up stay as they are.
   *
   * @throws StoreException when the database does not answer, or does not permit the change
   */
  public void ensure() {
    for (DatabaseLogin login : logins) {
      try {
        ensure(login);
      } catch (SQLException e) {
        throw new StoreException(
            "cannot set the password of the role %s: %s"
                .formatted(login.role(), SqlErrors.describe(e)),
            e);
      }
    }
  }

  private void ensure(DatabaseLogin login) throws SQLException {
    for (int attempt = 1; !isAccepted(login); attempt++) {
      try {
        give(login);
        return;
      } catch (SQLException e) {
        if (!CONCURRENT.equals(e.getSQLState()) || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private boolean isAccepted(DatabaseLogin login) throws SQLException {
    DataSource asRole =
        DatabasePool.unpooled(new Database(owner.jdbcUrl(), login.role(), login.password()));
    try (Connection _ = asRole.getConnection()) {
      return true;
    } catch (SQLException e) {
      if (REFUSED.contains(String.valueOf(e.getSQLState()))) {
        return false;
      }
      throw e;
    }
  }

  /** Sends a SCRAM verifier instead of the password, so that the server's log cannot show it. */
  private void give(DatabaseLogin login) throws SQLException {
    try (Connection connection = DatabasePool.unpooled(owner).getConnection();
        Statement statement = connection.createStatement()) {
      connection
          .unwrap(PGConnection.class)
          .alterUserPassword(login.role(), login.password().toCharArray(), "scram-sha-256");
      statement.execute("ALTER ROLE " + statement.enquoteIdentifier(login.role(), true) + " LOGIN");
    }
  }
}
