package io.cogniscribe.replay.rebuild;

import static io.cogniscribe.projections.jdbc.Sql.execute;
import static io.cogniscribe.projections.jdbc.Sql.texts;

import io.cogniscribe.projections.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Creates tables like the active ones, and compares their columns. Reads their definition from the
 * catalogue, so a migration needs no change here.
 */
final class GenerationSchema {

  /** The tables that every generation has beside its projection's own. */
  static final List<String> BOOKS = List.of("projection_positions", "parked_events");

  private static final String PARTITIONED =
      """
      SELECT pg_get_partkeydef(c.oid) FROM pg_class c
      WHERE c.oid = to_regclass(?) AND c.relkind = 'p'
      """;

  private static final String CONSTRAINTS =
      """
      SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', ?::text, conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE conrelid = to_regclass(?) AND contype IN ('p', 'u') ORDER BY conname
      """;

  // The index of a partitioned table says ONLY, which would leave out the partitions.
  private static final String INDEXES =
      """
      SELECT replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') AS definition
      FROM pg_index i
      WHERE i.indrelid = to_regclass(?)
        AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
      ORDER BY i.indexrelid
      """;

  private static final String TABLE_GRANTS =
      """
      SELECT format('GRANT %s ON %s TO %I', string_agg(a.privilege_type, ', '), ?::text,
        pg_get_userbyid(a.grantee))
      FROM pg_class c, aclexplode(c.relacl) a
      WHERE c.oid = to_regclass(?) AND a.grantee NOT IN (0, c.relowner) GROUP BY a.grantee
      """;

  private static final String COLUMN_GRANTS =
      """
      SELECT format('GRANT %s (%s) ON %s TO %I', a.privilege_type,
        string_agg(quote_ident(c.attname), ', '), ?::text, pg_get_userbyid(a.grantee))
      FROM pg_attribute c, aclexplode(c.attacl) a
      WHERE c.attrelid = to_regclass(?) AND a.grantee <> 0 GROUP BY a.grantee, a.privilege_type
      """;

  /** The names, types and nullability of columns. */
  private static final String COLUMNS =
      """
      SELECT attname || ' ' || format_type(atttypid, atttypmod)
        || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
      FROM pg_attribute
      WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
      """;

  private GenerationSchema() {}

  static boolean exists(Connection connection, Generation generation) throws SQLException {
    return Sql.isTrue(connection, "SELECT to_regnamespace(?) IS NOT NULL", generation.schema());
  }

  static void drop(Connection connection, Generation generation) throws SQLException {
    execute(connection, "DROP SCHEMA IF EXISTS %s CASCADE".formatted(generation.schema()));
  }

  /** Replaces the schema with an empty one. */
  static void recreate(Connection connection, Generation generation) throws SQLException {
    drop(connection, generation);
    execute(connection, "CREATE SCHEMA " + generation.schema());
  }

  /**
   * Creates the empty tables in the generation's schema. Several projections can share a schema,
   * its positions and its parked events.
   *
   * @param indexed true to create the indexes of the projection's tables at once
   */
  static void create(Connection connection, Generation generation, boolean indexed)
      throws SQLException {
    for (String book : BOOKS) {
      if (!Sql.isTrue(connection, "SELECT to_regclass(?) IS NOT NULL", generation.table(book))) {
        like(connection, generation, book);
        index(connection, generation, book);
      }
    }
    for (String table : generation.projection().tables()) {
      like(connection, generation, table);
      if (indexed) {
        index(connection, generation, table);
      }
    }
  }

  private static void like(Connection connection, Generation generation, String table)
      throws SQLException {
    String active = Generation.active(generation.projection()).table(table);
    List<String> key = texts(connection, PARTITIONED, active);
    execute(
        connection,
        "CREATE TABLE %s (LIKE %s INCLUDING ALL EXCLUDING INDEXES)%s"
            .formatted(
                generation.table(table),
                active,
                key.isEmpty() ? "" : " PARTITION BY " + key.getFirst()));
    for (String grants : List.of(TABLE_GRANTS, COLUMN_GRANTS)) {
      for (String grant : texts(connection, grants, generation.table(table), active)) {
        execute(connection, grant);
      }
    }
  }

  /** Creates the constraints and indexes of the active table. */
  static void index(Connection connection, Generation generation, String table)
      throws SQLException {
    String active = Generation.active(generation.projection()).table(table);
    String here = generation.table(table);
    for (String constraint : texts(connection, CONSTRAINTS, here, active)) {
      execute(connection, constraint);
    }
    for (String definition : texts(connection, INDEXES, active)) {
      execute(connection, definition.replace(" ON " + active + " ", " ON " + here + " "));
    }
  }

  /**
   * Checks that a generation was not made before a migration; readers would miss columns.
   *
   * @throws ReplayException when its columns differ from those of the active generation
   */
  static void requireActiveShape(Connection connection, Generation generation) throws SQLException {
    Generation active = Generation.active(generation.projection());
    for (String table : generation.projection().tables()) {
      List<String> columns = texts(connection, COLUMNS, active.table(table));
      List<String> theirs = texts(connection, COLUMNS, generation.table(table));
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
