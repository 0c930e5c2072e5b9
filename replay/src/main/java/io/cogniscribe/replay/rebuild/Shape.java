package io.cogniscribe.replay.rebuild;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/** The columns of a table: their names, types and nullability. */
record Shape(Set<String> columns) {

  private static final String SELECT =
      """
      SELECT attname || ' ' || format_type(atttypid, atttypmod)
        || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
      FROM pg_attribute
      WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
      """;

  static Shape of(Connection connection, String table) throws SQLException {
    Set<String> columns = new TreeSet<>();
    try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          columns.add(row.getString(1));
        }
      }
    }
    return new Shape(columns);
  }

  /**
   * Checks that a generation was not made before a migration; readers would miss columns.
   *
   * @throws ReplayException when its columns differ from those of the active generation
   */
  static void requireActiveShape(Connection connection, Generation generation) throws SQLException {
    Generation active = Generation.active(generation.projection());
    for (String table : generation.projection().tables()) {
      Set<String> differing = new TreeSet<>(of(connection, active.table(table)).columns);
      Set<String> theirs = new TreeSet<>(of(connection, generation.table(table)).columns);
      Set<String> common = new TreeSet<>(theirs);
      common.retainAll(differing);
      differing.addAll(theirs);
      differing.removeAll(common);
      if (!differing.isEmpty()) {
        throw new ReplayException(
            ("%s is from before a migration: these columns differ from the active "
                    + "generation: %s. Run 'replay rebuild --projection %s'")
                .formatted(
                    generation.table(table),
                    String.join(", ", differing),
                    generation.projection().name()),
            null);
      }
    }
  }
}
