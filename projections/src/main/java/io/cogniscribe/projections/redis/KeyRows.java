package io.cogniscribe.projections.redis;

import io.cogniscribe.projections.jdbc.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
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
public abstract class KeyRows<R> {

  private final RedisProjection<?> keys;
  private final List<String> tables;
  private final String topic;
  private final String query;

  /**
   * Describes the rows.
   *
   * @param keys the projection whose keys are compared
   * @param tables the names of the projections that write the rows
   * @param topic the topic whose events change both
   * @param query the query of all rows that determine keys; one of its columns is {@code id}
   */
  protected KeyRows(RedisProjection<?> keys, List<String> tables, String topic, String query) {
    this.keys = keys;
    this.tables = List.copyOf(tables);
    this.topic = topic;
    this.query = query;
  }

  /** Returns the projection whose keys are compared. */
  public final RedisProjection<?> keys() {
    return keys;
  }

  /** Returns the names of the projections that write the rows. */
  public final List<String> tables() {
    return tables;
  }

  /** Returns the topic whose events change both. */
  public final String topic() {
    return topic;
  }

  /** Reads the current row of the query. */
  protected abstract R read(ResultSet row) throws SQLException;

  /** Reads a page of up to 500 rows after an id, in the order of ids. */
  public final List<R> page(Connection connection, UUID after) throws SQLException {
    String sql = "SELECT * FROM (%s) AS found WHERE id > ? ORDER BY id LIMIT 500".formatted(query);
    return Sql.query(connection, sql, this::read, after);
  }

  /** Reads rows that a page had, if they still determine keys. */
  public final List<R> rows(Connection connection, Collection<UUID> ids) throws SQLException {
    String sql = "SELECT * FROM (%s) AS found WHERE id = ANY (?)".formatted(query);
    return Sql.query(connection, sql, this::read, connection.createArrayOf("uuid", ids.toArray()));
  }

  /** Returns the id of a row. */
  public abstract UUID id(R row);

  /** Returns the id of the aggregate whose events made a row. */
  public abstract UUID aggregate(R row);

  /**
   * Requests the keys of a row.
   *
   * @return the names of the keys that differ from the row, known after the pipeline is closed
   */
  public abstract Supplier<List<String>> differing(AbstractPipeline redis, R row);

  /** Returns the names of the keys with sums that differ from the sums over all rows. */
  public List<String> differingSums(Connection connection, UnifiedJedis redis) throws SQLException {
    return List.of();
  }
}
