package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.replay.rebuild.ReadModel.Remains;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, generation.schema());
      statement.setString(2, generation.projection().name());
      statement.setInt(3, generation.projection().version());
      statement.executeUpdate();
    }
  }

  /** Records that a generation is loaded; it can now be followed, compared and swapped in. */
  static void loaded(Connection connection, Generation generation, long events, long millis)
      throws SQLException {
    String sql =
        """
        UPDATE public.generations SET state = 'loaded', events = ?, fold_millis = ?
        WHERE projection = ? AND schema = ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, events);
      statement.setLong(2, millis);
      statement.setString(3, generation.projection().name());
      statement.setString(4, generation.schema());
      statement.executeUpdate();
    }
  }

  /** Returns the state of a generation that a rebuild has begun. */
  static Remains remains(Connection connection, Generation generation) throws SQLException {
    String sql =
        "SELECT state = 'loaded' AND version = ? FROM public.generations WHERE projection "
            + "= ? AND schema = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, generation.projection().version());
      statement.setString(2, generation.projection().name());
      statement.setString(3, generation.schema());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Remains.NOTHING;
        }
        return row.getBoolean(1) ? Remains.LOADED : Remains.UNFINISHED;
      }
    }
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
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, to.schema());
      statement.setString(2, from.projection().name());
      statement.setString(3, from.schema());
      statement.executeUpdate();
    }
  }

  static void dropped(Connection connection, Generation generation) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "DELETE FROM public.generations WHERE projection = ? AND schema = ?")) {
      statement.setString(1, generation.projection().name());
      statement.setString(2, generation.schema());
      statement.executeUpdate();
    }
  }

  /** Returns the events per second of the last rebuild; empty before the first one. */
  static OptionalDouble measuredRate(Connection connection, PostgresProjection<?> projection)
      throws SQLException {
    String sql =
        """
        SELECT events * 1000.0 / nullif(fold_millis, 0) FROM public.generations
        WHERE projection = ? AND events IS NOT NULL ORDER BY begun_at DESC LIMIT 1
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, projection.name());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getObject(1) != null
            ? OptionalDouble.of(row.getDouble(1))
            : OptionalDouble.empty();
      }
    }
  }
}
