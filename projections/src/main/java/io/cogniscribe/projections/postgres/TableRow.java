package io.cogniscribe.projections.postgres;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table, stored or expected.
 *
 * @param table as in SQL, without a schema
 * @param values by column
 */
public record TableRow(String table, Map<String, @Nullable Object> values) {

  public TableRow {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The value of a column. */
  public @Nullable Object get(String column) {
    return values.get(column);
  }

  /** The row with another value in a column. */
  public TableRow with(String column, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(values);
    changed.put(column, value);
    return new TableRow(table, changed);
  }

  /** What it is known by, as a text. */
  public String key(List<String> columns) {
    return columns.stream()
        .map(column -> String.valueOf(values.get(column)))
        .collect(Collectors.joining("/"));
  }
}
