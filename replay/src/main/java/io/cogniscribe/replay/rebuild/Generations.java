package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.jdbc.Sql;
import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.replay.rebuild.ReadModel.Remains;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalDouble;

/** The table {@code generations}: the code version, state and load time of each generation. */
final class Generations {

  private Generations() {}

  /** Records that a load begins. The generation cannot be used until it is loaded. */
  static void begun(Connection connection, Generation generation) throws SQLException {
    String sql =
        """
        INSERT INTO public.generations (schema, projection, version, state, begun_at)
        VALUES (?, ?, ?, 'loading', now())
        ON CONFLICT (projection, schema) DO UPDATE SET version = excluded.version,
          state = excluded.state, begun_at = excluded.begun_at, events = NULL, fold_millis = NULL
        """;
    PostgresProjection<?> projection = generation.projection();
    Sql.update(connection, sql, generation.schema(), projection.name(), projection.version());
  }

  /** Records that a generation is loaded; it can now be followed, compared and swapped in. */
  static void loaded(Connection connection, Generation generation, long events, long millis)
      throws SQLException {
    String sql =
        """
        UPDATE public.generations SET state = 'loaded', events = ?, fold_millis = ?
        WHERE projection = ? AND schema = ?
        """;
    Sql.update(
        connection, sql, events, millis, generation.projection().name(), generation.schema());
  }

  /** Returns the state of a generation that a rebuild has begun. */
  static Remains remains(Connection connection, Generation generation) throws SQLException {
    String sql =
        "SELECT state = 'loaded' AND version = ? FROM public.generations WHERE projection "
            + "= ? AND schema = ?";
    PostgresProjection<?> projection = generation.projection();
    return Sql.first(
            connection,
            sql,
            row -> row.getBoolean(1) ? Remains.LOADED : Remains.UNFINISHED,
            projection.version(),
            projection.name(),
            generation.schema())
        .orElse(Remains.NOTHING);
  }

  /**
   * Records a swap: the active generation becomes the previous one, and the incoming one becomes
   * active.
   */
  static void swapped(Connection connection, Generation incoming) throws SQLException {
    PostgresProjection<?> projection = incoming.projection();
    Generation active = Generation.active(projection);
    Generation outgoing = Generation.outgoing(projection);
    Generation previous = Generation.previous(projection);
    rename(connection, active, outgoing);
    rename(connection, incoming, active);
    dropped(connection, previous);
    rename(connection, outgoing, previous);
  }

  private static void rename(Connection connection, Generation from, Generation to)
      throws SQLException {
    String sql =
        """
        UPDATE public.generations SET schema = ?, swapped_at = now()
        WHERE projection = ? AND schema = ?
        """;
    Sql.update(connection, sql, to.schema(), from.projection().name(), from.schema());
  }

  static void dropped(Connection connection, Generation generation) throws SQLException {
    Sql.update(
        connection,
        "DELETE FROM public.generations WHERE projection = ? AND schema = ?",
        generation.projection().name(),
        generation.schema());
  }

  /** Returns the events per second of the last rebuild; empty before the first one. */
  static OptionalDouble measuredRate(Connection connection, PostgresProjection<?> projection)
      throws SQLException {
    String sql =
        """
        SELECT rate FROM (
          SELECT events * 1000.0 / nullif(fold_millis, 0) AS rate FROM public.generations
          WHERE projection = ? AND events IS NOT NULL ORDER BY begun_at DESC LIMIT 1) AS last
        WHERE rate IS NOT NULL
        """;
    return Sql.first(connection, sql, row -> row.getDouble(1), projection.name())
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }
}
