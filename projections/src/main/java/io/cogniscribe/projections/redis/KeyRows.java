package io.cogniscribe.projections.redis;

import java.sql.Connection;
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
public interface KeyRows<R> {

  /** Returns the projection whose keys are compared. */
  RedisProjection<?> keys();

  /** Returns the names of the projections that write the rows. */
  List<String> tables();

  /** Returns the topic whose events change both. */
  String topic();

  /** Reads a page of up to 500 rows after an id, in the order of ids. */
  List<R> page(Connection connection, UUID after) throws SQLException;

  /** Reads rows that a page had, if they still determine keys. */
  List<R> rows(Connection connection, Collection<UUID> ids) throws SQLException;

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
