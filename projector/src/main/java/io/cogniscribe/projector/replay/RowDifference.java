package io.cogniscribe.projector.replay;

import java.util.List;

/**
 * A row that is not the same in both generations.
 *
 * @param table its table, without schema
 * @param key its primary key
 * @param kind what is the matter with the live row
 * @param columns those with other values; empty where a row is missing
 */
public record RowDifference(String table, String key, Kind kind, List<ColumnDifference> columns) {

  public RowDifference {
    columns = List.copyOf(columns);
  }

  /** What is the matter with the live row. */
  public enum Kind {
    /** The log has it, live has not. */
    MISSING,
    /** Live has it, the log has not. */
    SURPLUS,
    /** Both have it, with other values. */
    DIFFERENT
  }

  /** A column's values, shortened. */
  public record ColumnDifference(String column, String live, String rebuilt) {}
}
