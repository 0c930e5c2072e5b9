package io.cogniscribe.projections.redis;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.UnifiedJedis;

/**
 * PostgreSQL rows that determine the keys of a projection into Redis, when both are at the same
 * position.
 *
 * @param <R> the part of a row that is read
 */
public interface KeyRows<R> {

  /** Returns the projection whose keys are compared. */
  RedisProjection<?> keys();

  /** Returns the names of the projections that write the rows. */
  List<String> tables();

  /** Returns the topic whose events change both. */
  String topic();

  /** Returns the query of all rows that determine keys; one of its columns is {@code id}. */
  String query();

  /** Reads the current row of the query. */
  R read(ResultSet row) throws SQLException;

  /** Reads a page of up to 500 rows after an id, in the order of ids. */
  default List<R> page(Connection connection, UUID after) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT * FROM (%s) AS found WHERE id > ? ORDER BY id LIMIT 500".formatted(query()))) {
      statement.setObject(1, after);
      return all(statement);
    }
  }

  /** Reads rows that a page had, if they still determine keys. */
  default List<R> rows(Connection connection, Collection<UUID> ids) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT * FROM (%s) AS found WHERE id = ANY (?)".formatted(query()))) {
      statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      return all(statement);
    }
  }

  private List<R> all(PreparedStatement statement) throws SQLException {
    List<R> rows = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        rows.add(read(row));
      }
    }
    return rows;
  }

  /** Returns the id of a row. */
  UUID id(R row);

  /** Returns the id of the aggregate whose events made a row. */
  UUID aggregate(R row);

  /**
   * Requests the keys of a row.
   *
   * @return the names of the keys that differ from the row, known after the pipeline is closed
   */
  Supplier<List<String>> differing(AbstractPipeline redis, R row);

  /** Returns the names of the keys with sums that differ from the sums over all rows. */
  default List<String> differingSums(Connection connection, UnifiedJedis redis)
      throws SQLException {
    return List.of();
  }
}
