package io.cogniscribe.replay.rebuild;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row that differs between both generations.
 *
 * @param table its table, without schema
 * @param key its primary key
 * @param kind the kind of the difference
 * @param columns the columns that differ; empty for a missing or orphaned row, except for a
 *     counter's value
 */
public record RowDifference(String table, String key, Kind kind, List<ColumnDifference> columns) {

  public RowDifference {
    columns = List.copyOf(columns);
  }

  /** The kind of a difference, as seen from the active row. */
  public enum Kind {
    /** Only the log has it. */
    MISSING,
    /** Only the active generation has it. */
    ORPHANED,
    /** Both have it, with different values. */
    DIFFERENT
  }

  /** A column's values, shortened. */
  public record ColumnDifference(String column, String active, String rebuilt) {

    private static final int SHORT = 60;
    private static final Set<String> SECRET = Set.of("hashed_password", "secret_hash");

    /** Returns two values as they may be shown: shortened, and without secrets. */
    public static ColumnDifference of(
        String column, @Nullable Object active, @Nullable Object rebuilt) {
      return new ColumnDifference(column, shown(column, active), shown(column, rebuilt));
    }

    private static String shown(String column, @Nullable Object value) {
      if (SECRET.contains(column)) {
        return "(secret)";
      }
      String text = String.valueOf(value);
      return text.length() <= SHORT ? text : text.substring(0, SHORT) + "…";
    }
  }
}
