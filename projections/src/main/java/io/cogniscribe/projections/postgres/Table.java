package io.cogniscribe.projections.postgres;

import io.cogniscribe.projections.engine.UnstorableException;
import io.cogniscribe.projections.jdbc.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
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
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A table of a projection. Its columns are declared only here; COPY, upsert, read-back and
 * comparison are derived from them. Each row belongs to a group, and the rows of a group follow
 * from its own events, usually those of one aggregate.
 *
 * @param <R> the type of a row in the projection's fold
 */
public final class Table<R> {

  private static final byte[] COPY_HEADER =
      "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int COPY_END = -1;
  private static final int COPY_CHUNK = 64 * 1024;
  private static final int FETCH_ROWS = 10_000;

  private final String name;
  private final String group;
  private final List<String> key;
  private final Map<String, Column<R>> columns;
  private final String copy;
  private final String insert;
  private final String update;

  /**
   * Creates a table.
   *
   * @param name the name in SQL, without a schema, so that the connection's search path selects the
   *     generation
   * @param group the column with a row's group; an index starts with it
   * @param key the columns of the primary key
   */
  public Table(String name, String group, List<String> key, List<Column<R>> columns) {
    this.name = name;
    this.group = group;
    this.key = List.copyOf(key);
    this.columns = new LinkedHashMap<>();
    columns.forEach(column -> this.columns.put(column.name(), column));
    String names = names(columns);
    String arrays =
        columns.stream()
            .map(column -> "?::" + column.type().sqlName() + "[]")
            .collect(Collectors.joining(", "));
    copy = "COPY %s (%s) FROM STDIN (FORMAT binary)".formatted(name, names);
    insert =
        "INSERT INTO %s AS stored (%s) SELECT %s FROM unnest(%s) AS n(%s) ON CONFLICT (%s) DO "
            .formatted(name, names, names, arrays, names, String.join(", ", key));
    update =
        columns.stream()
            .filter(column -> !key.contains(column.name()))
            .map(Column::assignment)
            .collect(Collectors.joining(", ", "UPDATE SET ", ""));
  }

  private static String names(Collection<? extends Column<?>> columns) {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  /** Returns the name in SQL. */
  public String name() {
    return name;
  }

  /** Returns the column with a row's group. */
  public String group() {
    return group;
  }

  /** Returns the columns of the primary key. */
  public List<String> key() {
    return key;
  }

  Collection<Column<R>> columns() {
    return columns.values();
  }

  private Column<R> column(String column) {
    return Objects.requireNonNull(columns.get(column), column);
  }

  /** Converts a row to its column values. */
  public TableRow row(R row) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    columns.forEach((column, each) -> values.put(column, each.value().apply(row)));
    return new TableRow(name, values);
  }

  /**
   * Checks that a column can store a text.
   *
   * @throws UnstorableException when the column cannot store it
   */
  public void check(String column, @Nullable String value) {
    column(column).check(value);
  }

  /**
   * Returns the row if its texts fit into their columns.
   *
   * @throws UnstorableException when a text does not fit
   */
  public R checked(R row) {
    columns.values().forEach(column -> column.check(column.value().apply(row)));
    return row;
  }

  /** Appends rows with COPY. */
  public void append(Connection connection, List<R> rows) throws SQLException {
    copy(connection, rows, (column, row) -> column.value().apply(row));
  }

  private <T> void copy(
      Connection connection, List<T> rows, BiFunction<Column<R>, T, @Nullable Object> value)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    CopyIn target = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
    try {
      BinaryOutput out = new BinaryOutput().put(COPY_HEADER);
      for (T row : rows) {
        out.putShort(columns.size());
        columns
            .values()
            .forEach(column -> column.type().writeNullable(out, value.apply(column, row)));
        if (out.size() > COPY_CHUNK) {
          target.writeToCopy(out.array(), 0, out.size());
          out.clear();
        }
      }
      out.putShort(COPY_END);
      target.writeToCopy(out.array(), 0, out.size());
      target.endCopy();
    } finally {
      if (target.isActive()) {
        target.cancelCopy();
      }
    }
  }

  /** Inserts rows with one statement, and merges them with stored rows of the same keys. */
  public void upsert(Connection connection, List<R> rows) throws SQLException {
    insert(connection, rows, insert + update);
  }

  /** Inserts the rows whose keys no stored row has. */
  public void insertMissing(Connection connection, List<R> rows) throws SQLException {
    insert(connection, rows, insert + "NOTHING");
  }

  private void insert(Connection connection, List<R> rows, String sql) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    List<Array> values = new ArrayList<>();
    for (Column<R> column : columns.values()) {
      values.add(BinaryArray.of(connection, column.type(), rows, column.value()));
    }
    Sql.update(connection, sql, values.toArray());
  }

  /**
   * Passes the group of every row to the taker, in any order. Inside a transaction, the driver
   * fetches the rows in pages.
   */
  public void groups(Connection connection, Consumer<UUID> taker) throws SQLException {
    String sql = "SELECT %s FROM %s".formatted(group, name);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH_ROWS);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          taker.accept(row.getObject(1, UUID.class));
        }
      }
    }
  }

  /** Returns the rows of some groups. */
  public List<TableRow> read(Connection connection, Collection<UUID> groups) throws SQLException {
    return select(connection, columns.values(), group + " = ANY (?)", ids(connection, groups));
  }

  /** Returns the rows of some groups without the texts that a fold does not need. */
  public List<TableRow> readBack(Connection connection, Collection<UUID> groups)
      throws SQLException {
    return readBack(connection, group + " = ANY (?)", ids(connection, groups));
  }

  /** Returns the rows that match a condition, without the texts that a fold does not need. */
  public List<TableRow> readBack(Connection connection, String where, Array... parameters)
      throws SQLException {
    List<Column<R>> some = columns.values().stream().filter(Column::isReadBack).toList();
    return select(connection, some, where, parameters);
  }

  private List<TableRow> select(
      Connection connection, Collection<Column<R>> some, String where, Array... parameters)
      throws SQLException {
    String sql = "SELECT %s FROM %s WHERE %s".formatted(names(some), name, where);
    return Sql.query(
        connection,
        sql,
        row -> {
          Map<String, @Nullable Object> values = new LinkedHashMap<>();
          int position = 1;
          for (Column<R> column : some) {
            values.put(column.name(), column.type().read(row, position++));
          }
          return new TableRow(name, values);
        },
        (Object[]) parameters);
  }

  private static Array ids(Connection connection, Collection<UUID> ids) throws SQLException {
    return BinaryArray.of(connection, ColumnType.UUID, ids, id -> id);
  }

  /** Deletes the rows of some groups. */
  public void delete(Connection connection, Collection<UUID> groups) throws SQLException {
    if (!groups.isEmpty()) {
      String sql = "DELETE FROM %s WHERE %s = ANY (?)".formatted(name, group);
      Sql.update(connection, sql, ids(connection, groups));
    }
  }

  /** Replaces the rows of a group, and other stored rows with the same keys. */
  public void replace(Connection connection, UUID ofGroup, List<TableRow> rows)
      throws SQLException {
    delete(connection, List.of(ofGroup));
    deleteKeys(connection, rows);
    copy(connection, rows, (column, row) -> row.get(column.name()));
  }

  private void deleteKeys(Connection connection, List<TableRow> rows) throws SQLException {
    String sql =
        "DELETE FROM %s WHERE (%s) IN (SELECT * FROM unnest(%s))"
            .formatted(
                name,
                String.join(", ", key),
                String.join(", ", Collections.nCopies(key.size(), "?")));
    List<Array> values = new ArrayList<>();
    for (String column : key) {
      values.add(BinaryArray.of(connection, column(column).type(), rows, row -> row.get(column)));
    }
    Sql.update(connection, sql, values.toArray());
  }
}
