package io.cogniscribe.replay.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares the columns of tables: their names, types and nullability. */
final class Shape {

  private static final String COLUMNS =
      """
      SELECT attname || ' ' || format_type(atttypid, atttypmod)
        || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
      FROM pg_attribute
      WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
      """;

  private Shape() {}

  /**
   * Checks that a generation was not made before a migration; readers would miss columns.
   *
   * @throws ReplayException when its columns differ from those of the active generation
   */
  static void requireActiveShape(Connection connection, Generation generation) throws SQLException {
    Generation active = Generation.active(generation.projection());
    for (String table : generation.projection().tables()) {
      List<String> columns = Sql.texts(connection, COLUMNS, active.table(table));
      List<String> theirs = Sql.texts(connection, COLUMNS, generation.table(table));
      Set<String> differing = new TreeSet<>(columns);
      differing.addAll(theirs);
      differing.removeIf(column -> columns.contains(column) && theirs.contains(column));
      if (!differing.isEmpty()) {
        throw new ReplayException(
            ("%s is from before a migration: these columns differ from the active "
                    + "generation: %s. Run 'replay rebuild --projection %s'")
                .formatted(
                    generation.table(table),
                    String.join(", ", differing),
                    generation.projection().name()));
      }
    }
  }
}
