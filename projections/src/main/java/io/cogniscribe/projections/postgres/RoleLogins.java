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
 * Lets the roles of the services log in with the passwords that the settings name.
 *
 * @param owner the database as somebody reaches it who may alter the roles
 */
public record RoleLogins(Database owner, List<DatabaseLogin> logins) {

  private static final int ATTEMPTS = 5;

  /** No such password, or none at all; may not log in. */
  private static final Set<String> REFUSED = Set.of("28P01", "28000");

  /** What PostgreSQL says to all but one of those who alter a role at the same time. */
  private static final String CONCURRENT = "XX000";

  /**
   * Gives each role its password, unless it has it already: a restart changes nothing then, and the
   * roles of an administrator are left as they are.
   *
   * @throws StoreException when the database does not answer, or does not permit it
   */
  public void ensure() {
    for (DatabaseLogin login : logins) {
      try {
        ensure(login);
      } catch (SQLException e) {
        throw new StoreException(
            "%s cannot be given its password: %s".formatted(login.role(), SqlErrors.describe(e)),
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

  /** The server is told a verifier, which is all that its log may show. */
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
