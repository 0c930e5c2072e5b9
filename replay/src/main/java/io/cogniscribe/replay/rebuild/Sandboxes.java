package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.jdbc.Sql;
import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.settings.DatabaseLogin;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Schemas with tables as of a moment, for queries. Their names are stored in {@code generations};
 * no other schema is ever replaced or removed.
 *
 * @param database connections of the tables' owner
 */
record Sandboxes(DataSource database) {

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,40}");
  private static final Pattern TAKEN =
      Pattern.compile("public|information_schema|(rebuilt|previous|outgoing|pg)_.*");

  private static final String MADE_HERE =
      "schema <> 'public' AND schema !~ '^(rebuilt|previous|outgoing)_'";

  /**
   * Checks a name.
   *
   * @throws ReplayException when a sandbox cannot have it
   */
  static void checkName(String schema) {
    if (!NAME.matcher(schema).matches()) {
      throw new ReplayException(
          "'%s' cannot be a schema name. Use up to 41 of a-z, 0-9 and _.".formatted(schema));
    }
    if (TAKEN.matcher(schema).matches()) {
      throw new ReplayException(
          "'%s' is used by the product or PostgreSQL. Choose another name.".formatted(schema));
    }
  }

  /** Creates an empty sandbox, and replaces an earlier one of this name. */
  void create(String schema, Moment moment, Collection<PostgresProjection<?>> projections)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      if (Sql.isTrue(connection, "SELECT quote_ident(?) <> ?", schema, schema)) {
        throw new ReplayException("'%s' is a word of SQL. Choose another name.".formatted(schema));
      }
      if (isMadeHere(connection, schema)) {
        remove(connection, schema);
      } else if (Sql.isTrue(connection, "SELECT to_regnamespace(?) IS NOT NULL", schema)) {
        throw new ReplayException(
            "the schema '%s' was not made by as-of. Choose another name.".formatted(schema));
      }
      Sql.execute(connection, "CREATE SCHEMA " + schema);
      Sql.execute(
          connection, "GRANT USAGE ON SCHEMA %s TO %s".formatted(schema, DatabaseLogin.QUERY));
      remember(connection, schema, moment);
      for (PostgresProjection<?> projection : projections) {
        Generations.begun(connection, new Generation(projection, schema));
      }
      connection.commit();
    }
  }

  /**
   * Stores the moment as the schema's comment. COMMENT takes no parameters, so the server quotes
   * it.
   */
  private static void remember(Connection connection, String schema, Moment moment)
      throws SQLException {
    String quoted = "SELECT format('COMMENT ON SCHEMA %I IS %L', ?::text, ?::text)";
    Sql.execute(connection, Sql.texts(connection, quoted, schema, moment.toString()).getFirst());
  }

  /**
   * Removes a sandbox.
   *
   * @throws ReplayException when there is no sandbox of that name
   */
  void drop(String schema) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      if (!isMadeHere(connection, schema)) {
        throw new ReplayException(
            "no schema '%s' was made by as-of. List the schemas with 'as-of --list'."
                .formatted(schema));
      }
      remove(connection, schema);
      connection.commit();
    }
  }

  private static void remove(Connection connection, String schema) throws SQLException {
    Sql.execute(connection, "DROP SCHEMA IF EXISTS %s CASCADE".formatted(schema));
    Sql.update(connection, "DELETE FROM public.generations WHERE schema = ?", schema);
  }

  private static boolean isMadeHere(Connection connection, String schema) throws SQLException {
    return Sql.isTrue(
        connection,
        "SELECT EXISTS (SELECT FROM public.generations WHERE schema = ? AND %s)"
            .formatted(MADE_HERE),
        schema);
  }

  /** Returns all sandboxes, one for each schema and projection. */
  List<AsOf.Sandbox> list() throws SQLException {
    String sql =
        """
        SELECT schema, projection, state, begun_at,
          coalesce(obj_description(to_regnamespace(schema)::oid, 'pg_namespace'), '') AS moment
        FROM public.generations WHERE %s ORDER BY schema, projection
        """
            .formatted(MADE_HERE);
    try (Connection connection = database.getConnection()) {
      return Sql.query(
          connection,
          sql,
          row ->
              new AsOf.Sandbox(
                  row.getString("schema"),
                  row.getString("projection"),
                  row.getString("moment"),
                  row.getString("state"),
                  row.getObject("begun_at", OffsetDateTime.class).toInstant()));
    }
  }
}
