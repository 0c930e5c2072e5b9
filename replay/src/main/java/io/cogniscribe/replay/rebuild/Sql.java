package io.cogniscribe.replay.rebuild;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs statements on a connection. */
public final class Sql {

  private Sql() {}

  /** Opens a transaction that sees one moment, which its first query fixes. */
  public static Connection snapshot(DataSource database) throws SQLException {
    Connection connection = database.getConnection();
    try {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Takes the current row of a result. */
  public interface RowTaker {
    void take(ResultSet row) throws SQLException;
  }

  /** Maps the current row of a result. */
  public interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Passes each row of a query to the taker. */
  public static void forEach(
      Connection connection, String sql, RowTaker taker, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          taker.take(row);
        }
      }
    }
  }

  static <T> List<T> rows(
      Connection connection, String sql, RowMapper<T> mapper, @Nullable Object... parameters)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    forEach(connection, sql, row -> rows.add(mapper.map(row)), parameters);
    return rows;
  }

  /** Returns the first row of a query; empty when it has none. */
  public static <T> Optional<T> row(
      Connection connection, String sql, RowMapper<T> mapper, @Nullable Object... parameters)
      throws SQLException {
    return rows(connection, sql, mapper, parameters).stream().findFirst();
  }

  /** Returns the first column of a query. */
  static List<String> texts(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    return rows(connection, sql, row -> row.getString(1), parameters);
  }

  /** Returns whether the first row of a query is true. */
  static boolean isTrue(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    return row(connection, sql, row -> row.getBoolean(1), parameters).orElse(false);
  }

  /** Runs a statement that returns no rows. */
  static void update(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      statement.executeUpdate();
    }
  }

  /** Runs a statement without parameters. */
  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void set(PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }
}
