package io.cogniscribe.projections.postgres;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table, stored or expected.
 *
 * @param table the table's name in SQL, without a schema
 * @param values the values by column
 */
public record TableRow(String table, Map<String, @Nullable Object> values) {

  public TableRow {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Returns the value of a column. */
  public @Nullable Object get(String column) {
    return values.get(column);
  }

  /**
   * Returns the value of a column that must not be null.
   *
   * @throws NullPointerException when the value is null
   */
  public <T> T get(String column, Class<T> type) {
    return Objects.requireNonNull(find(column, type), column);
  }

  /**
   * Returns the value of a column that may be null.
   *
   * @throws IllegalArgumentException when the column was not read
   */
  public <T> @Nullable T find(String column, Class<T> type) {
    if (!values.containsKey(column)) {
      throw new IllegalArgumentException("%s: no column %s was read".formatted(table, column));
    }
    return type.cast(values.get(column));
  }

  /** Returns the value of a column of texts that must not be null. */
  public List<String> texts(String column) {
    List<?> texts = get(column, List.class);
    return texts.stream().map(String::valueOf).toList();
  }

  /** Returns the row with another value in a column. */
  public TableRow with(String column, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(values);
    changed.put(column, value);
    return new TableRow(table, changed);
  }

  /** Returns the row's key as text. */
  public String key(List<String> columns) {
    return columns.stream()
        .map(column -> String.valueOf(values.get(column)))
        .collect(Collectors.joining("/"));
  }
}
