package io.cogniscribe.projections.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Connections that write into one schema. Each connection is checked before use, so that statements
 * without a schema never reach the active tables by mistake. When another process drops and creates
 * the schema again, this pool fails.
 */
final class SchemaPool extends HikariDataSource {

  private final String schema;
  private final AtomicReference<@Nullable Long> identity = new AtomicReference<>();

  SchemaPool(HikariConfig config, String schema) {
    super(config);
    this.schema = schema;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    try {
      prove(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private void prove(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT current_schema(), to_regnamespace(current_schema())::oid::bigint");
        ResultSet row = statement.executeQuery()) {
      row.next();
      requireSchema(schema, row.getString(1));
      long found = row.getLong(2);
      identity.compareAndSet(null, found);
      if (!Objects.equals(identity.get(), found)) {
        throw new SQLException(
            "the schema '%s' was dropped and created again by another process; this one stops"
                .formatted(schema));
      }
    }
  }

  /**
   * Checks which schema a connection writes into.
   *
   * @throws SQLException when the connection uses another schema
   */
  static void requireSchema(String expected, @Nullable String found) throws SQLException {
    if (!expected.equals(found)) {
      throw new SQLException(
          "this connection uses the schema '%s' instead of '%s': remove search_path from the URL, and connect to PostgreSQL without a transaction-pooling proxy"
              .formatted(found, expected));
    }
  }
}
