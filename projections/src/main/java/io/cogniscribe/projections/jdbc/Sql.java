package io.cogniscribe.projections.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs statements. Parameters have types that the driver accepts; null is a null text. */
public final class Sql {

  private Sql() {}

  /** Reads the current row of a result. */
  public interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Takes the current row of a result. */
  public interface Visitor {
    void visit(ResultSet row) throws SQLException;
  }

  /** Returns the parameters of a statement for an item. */
  public interface Parameters<T> {
    @Nullable Object[] of(T item);
  }

  /** Returns the rows of a query. */
  public static <T> List<T> query(
      Connection connection, String sql, Reader<T> reader, @Nullable Object... parameters)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    forEach(connection, sql, row -> rows.add(reader.read(row)), parameters);
    return rows;
  }

  /** Returns the first row of a query; empty when it has none. */
  public static <T> Optional<T> first(
      Connection connection, String sql, Reader<T> reader, @Nullable Object... parameters)
      throws SQLException {
    return query(connection, sql, reader, parameters).stream().findFirst();
  }

  /** Returns the first column of a query. */
  public static List<String> texts(
      Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
    return query(connection, sql, row -> row.getString(1), parameters);
  }

  /** Returns whether the first row of a query is true. */
  public static boolean isTrue(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    return first(connection, sql, row -> row.getBoolean(1), parameters).orElse(false);
  }

  /** Passes each row of a query to the visitor. */
  public static void forEach(
      Connection connection, String sql, Visitor visitor, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          visitor.visit(row);
        }
      }
    }
  }

  /** Executes a statement that returns no rows, and returns the number of changed rows. */
  public static int update(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      return statement.executeUpdate();
    }
  }

  /** Executes a statement for each item, in one batch, and returns whether each changed one row. */
  public static <T> boolean updateEach(
      Connection connection, String sql, Collection<T> items, Parameters<T> parameters)
      throws SQLException {
    if (items.isEmpty()) {
      return true;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T item : items) {
        set(statement, parameters.of(item));
        statement.addBatch();
      }
      return Arrays.stream(statement.executeBatch()).allMatch(changed -> changed == 1);
    }
  }

  /** Executes a statement without parameters. */
  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

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

  private static void set(PreparedStatement statement, @Nullable Object[] parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i] == null) {
        statement.setString(i + 1, null);
      } else {
        statement.setObject(i + 1, parameters[i]);
      }
    }
  }
}
