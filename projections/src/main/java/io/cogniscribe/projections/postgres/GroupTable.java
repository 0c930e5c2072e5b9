package io.cogniscribe.projections.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows belong to groups, each of which follows from events of its own: those of an
 * aggregate as a rule.
 *
 * @param group the column that names a row's group; an index begins with it
 * @param key the columns of the primary key
 */
public record GroupTable(Table<?> table, String group, List<String> key) {

  private static final int FETCH_ROWS = 10_000;

  public GroupTable {
    key = List.copyOf(key);
  }

  /** The table's name, as in SQL. */
  public String name() {
    return table.name();
  }

  /** Hands on the group of every row, in no order; in a transaction without taking all at once. */
  public void groups(Connection connection, Consumer<UUID> taker) throws SQLException {
    String sql = "SELECT %s FROM %s".formatted(group, name());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH_ROWS);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          taker.accept(row.getObject(1, UUID.class));
        }
      }
    }
  }

  /** The rows of some groups. */
  public List<TableRow> read(Connection connection, Collection<UUID> groups) throws SQLException {
    String columns = table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
    String sql = "SELECT %s FROM %s WHERE %s = ANY (?)".formatted(columns, name(), group);
    List<TableRow> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, BinaryArray.of(connection, ColumnType.UUID, groups, id -> id));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(row(row));
        }
      }
    }
    return rows;
  }

  private TableRow row(ResultSet row) throws SQLException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    int position = 1;
    for (Column<?> column : table.columns()) {
      values.put(column.name(), column.type().read(row, position++));
    }
    return new TableRow(name(), values);
  }

  /** Puts these rows in the place of a group's, and of those that have their keys. */
  public void replace(Connection connection, UUID ofGroup, List<TableRow> rows)
      throws SQLException {
    delete(connection, List.of(group), List.of(new TableRow(name(), Map.of(group, ofGroup))));
    delete(connection, key, rows);
    anyRows().append(connection, rows);
  }

  private void delete(Connection connection, List<String> columns, List<TableRow> like)
      throws SQLException {
    String sql =
        "DELETE FROM %s WHERE (%s) IN (SELECT * FROM unnest(%s))"
            .formatted(
                name(),
                String.join(", ", columns),
                String.join(", ", Collections.nCopies(columns.size(), "?")));
    Map<String, ColumnType> types =
        table.columns().stream().collect(Collectors.toMap(Column::name, Column::type));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int position = 1;
      for (String column : columns) {
        ColumnType type = Objects.requireNonNull(types.get(column));
        statement.setArray(
            position++, BinaryArray.of(connection, type, like, row -> row.get(column)));
      }
      statement.executeUpdate();
    }
  }

  private Table<TableRow> anyRows() {
    return new Table<>(
        name(),
        table.columns().stream()
            .map(column ->
                new Column<TableRow>(column.name(), column.type(), row -> row.get(column.name())))
            .toList());
  }
}
