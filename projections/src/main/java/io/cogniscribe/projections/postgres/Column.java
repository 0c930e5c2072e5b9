package io.cogniscribe.projections.postgres;

import io.cogniscribe.projections.engine.UnstorableException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table, with the rules to write, limit and merge its values.
 *
 * @param <R> the row
 * @param maxLength the longest text, in characters as PostgreSQL counts them (code points); {@link
 *     #UNLIMITED} for other types
 * @param merge the result of an upsert over a stored row
 */
public record Column<R>(
    String name, ColumnType type, int maxLength, Function<R, @Nullable Object> value, Merge merge) {

  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** Creates a column that an upsert replaces. */
  public Column(String name, ColumnType type, Function<R, @Nullable Object> value) {
    this(name, type, UNLIMITED, value, Merge.REPLACE);
  }

  /** Creates a column that an upsert merges with the stored value. */
  public Column(String name, ColumnType type, Function<R, @Nullable Object> value, Merge merge) {
    this(name, type, UNLIMITED, value, merge);
  }

  /** Creates a text column of limited length. */
  public Column(String name, ColumnType type, int maxLength, Function<R, @Nullable Object> value) {
    this(name, type, maxLength, value, Merge.REPLACE);
  }

  /** The result of an upsert over a stored row, in SQL. Column names are not quoted. */
  public enum Merge {
    REPLACE("excluded.%1$s"),
    /**
     * For large texts that are set once. They are not read back, and null keeps the stored text.
     */
    KEEP_IF_NULL("coalesce(excluded.%1$s, stored.%1$s)"),
    ADD("stored.%1$s + excluded.%1$s"),
    /**
     * Adds seconds as whole microseconds. Sums of fractions depend on the order of batches, so two
     * folds of one log would differ in the last digit.
     */
    ADD_SECONDS("(round(stored.%1$s * 1000000) + round(excluded.%1$s * 1000000)) / 1000000"),
    EARLIEST("least(stored.%1$s, excluded.%1$s)"),
    LATEST("greatest(stored.%1$s, excluded.%1$s)");

    private final String sql;

    Merge(String sql) {
      this.sql = sql;
    }
  }

  String assignment() {
    return name + " = " + merge.sql.formatted(name);
  }

  boolean isReadBack() {
    return merge != Merge.KEEP_IF_NULL;
  }

  /**
   * Checks a text before a batch is written, so that one text does not fail the batch.
   *
   * @throws UnstorableException when the text is too long, or has a NUL character, which PostgreSQL
   *     refuses
   */
  void check(@Nullable Object value) {
    if (!(value instanceof String text)) {
      return;
    }
    if (text.length() > maxLength && text.codePointCount(0, text.length()) > maxLength) {
      throw new UnstorableException("%s is longer than %d characters".formatted(name, maxLength));
    }
    if (text.indexOf('\0') >= 0) {
      throw new UnstorableException(name + " contains a NUL character");
    }
  }
}
