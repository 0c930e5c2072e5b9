package io.cogniscribe.replay.rebuild;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row that is not the same in both generations.
 *
 * @param table its table, without schema
 * @param key its primary key
 * @param kind what is the matter with the active row
 * @param columns those with other values; empty where a row is missing, but for a counter's value
 */
public record RowDifference(String table, String key, Kind kind, List<ColumnDifference> columns) {

  public RowDifference {
    columns = List.copyOf(columns);
  }

  /** What is the matter with the active row. */
  public enum Kind {
    /** The log has it, the active generation has not. */
    MISSING,
    /** The active generation has it, the log has not. */
    ORPHANED,
    /** Both have it, with other values. */
    DIFFERENT
  }

  /** A column's values, shortened. */
  public record ColumnDifference(String column, String active, String rebuilt) {

    private static final int SHORT = 60;
    private static final Set<String> SECRET = Set.of("hashed_password", "secret_hash");

    /** Two values as they may be shown: shortened, and secrets not at all. */
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
