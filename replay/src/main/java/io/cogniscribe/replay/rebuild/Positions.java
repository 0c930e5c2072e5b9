package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.projections.jdbc.Sql;
import io.cogniscribe.projections.postgres.DatabasePool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The positions of a generation.
 *
 * @param next the next offset of each partition that has a position
 */
public record Positions(Map<TopicPartition, Long> next) {

  public Positions {
    next = Map.copyOf(next);
  }

  /** Reads the positions of a generation. */
  public static Positions read(Connection connection, Generation generation) throws SQLException {
    return read(
        connection, generation.table("projection_positions"), generation.projection().name(), "");
  }

  /** Reads the positions of the active generation of a projection into PostgreSQL. */
  public static Positions active(Connection connection, String projection) throws SQLException {
    return read(connection, DatabasePool.ACTIVE_SCHEMA + ".projection_positions", projection, "");
  }

  /** Reads the positions, and locks them until the transaction ends. */
  public static Positions lock(Connection connection, Generation generation) throws SQLException {
    return read(
        connection,
        generation.table("projection_positions"),
        generation.projection().name(),
        " ORDER BY topic, \"partition\" FOR UPDATE");
  }

  private static Positions read(
      Connection connection, String table, String projection, String clause) throws SQLException {
    String sql =
        "SELECT topic, \"partition\", next_offset FROM %s WHERE projection = ?%s"
            .formatted(table, clause);
    Map<TopicPartition, Long> next = new HashMap<>();
    Sql.forEach(
        connection,
        sql,
        row -> next.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3)),
        projection);
    return new Positions(next);
  }

  /** Returns the version of the code that made the generation; empty when it has no positions. */
  static Optional<Integer> version(Connection connection, Generation generation)
      throws SQLException {
    String sql =
        "SELECT max(version) FROM %s WHERE projection = ? HAVING count(*) > 0"
            .formatted(generation.table("projection_positions"));
    return Sql.first(connection, sql, row -> row.getInt(1), generation.projection().name());
  }

  /**
   * Returns the offsets before these positions that are not read yet.
   *
   * @param read the next offset of the partitions that were begun
   */
  public List<OffsetRange> unread(Map<TopicPartition, Long> read) {
    return next.entrySet().stream()
        .map(end ->
            new OffsetRange(end.getKey(), read.getOrDefault(end.getKey(), 0L), end.getValue()))
        .toList();
  }

  /** Returns the number of offsets by which the others are ahead. */
  long behind(Positions others) {
    return others.next.entrySet().stream()
        .mapToLong(other -> Math.max(0, other.getValue() - next.getOrDefault(other.getKey(), 0L)))
        .sum();
  }
}
