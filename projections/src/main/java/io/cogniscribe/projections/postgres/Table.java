package io.cogniscribe.projections.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A table that is written many rows at a time.
 *
 * @param <R> a row
 */
public final class Table<R> {

  private static final byte[] COPY_HEADER =
      "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int COPY_END = -1;
  private static final int COPY_CHUNK = 64 * 1024;

  private final String name;
  private final List<Column<R>> columns;
  private final String copy;
  private final String insert;

  /**
   * A table.
   *
   * @param name as in SQL; found by the connection's search path, so that a copy of the tables in
   *     another schema is written in the same way
   */
  public Table(String name, List<Column<R>> columns) {
    this.name = name;
    this.columns = List.copyOf(columns);
    String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
    String arrays =
        columns.stream()
            .map(column -> "?::" + column.type().sqlName() + "[]")
            .collect(Collectors.joining(", "));
    copy = "COPY %s (%s) FROM STDIN (FORMAT binary)".formatted(name, names);
    insert =
        "INSERT INTO %s AS stored (%s) SELECT %s FROM unnest(%s) AS n(%s) "
            .formatted(name, names, names, arrays, names);
  }

  /** The name, as in SQL. */
  public String name() {
    return name;
  }

  List<Column<R>> columns() {
    return columns;
  }

  /** A row's values by column, in the table's order. */
  public Map<String, @Nullable Object> values(R row) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    columns.forEach(column -> values.put(column.name(), column.value().apply(row)));
    return values;
  }

  /** A row as the table shows it. */
  public TableRow row(R row) {
    return new TableRow(name, values(row));
  }

  /** Appends rows. */
  public void append(Connection connection, List<R> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    CopyIn target = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
    try {
      BinaryOutput out = new BinaryOutput().put(COPY_HEADER);
      for (R row : rows) {
        out.putShort(columns.size());
        columns.forEach(column -> column.type().writeNullable(out, column.value().apply(row)));
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

  /**
   * Inserts rows by one statement.
   *
   * @param onConflict what becomes of a row that is there already; the statement's end
   */
  public void insert(Connection connection, List<R> rows, String onConflict) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(insert + onConflict)) {
      for (int i = 0; i < columns.size(); i++) {
        Column<R> column = columns.get(i);
        statement.setArray(i + 1, BinaryArray.of(connection, column.type(), rows, column.value()));
      }
      statement.executeUpdate();
    }
  }
}
