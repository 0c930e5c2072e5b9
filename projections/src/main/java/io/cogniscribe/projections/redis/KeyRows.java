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
 * Rows of PostgreSQL that determine keys of a projection into Redis, where both are at one position
 * of the log.
 *
 * @param <R> what is read of a row
 */
public interface KeyRows<R> {

  /** The projection whose keys are compared. */
  RedisProjection<?> keys();

  /** The names of the projections that write the rows. */
  List<String> tables();

  /** The topic whose events change both. */
  String topic();

  /** Reads some hundred rows in the order of their ids. */
  List<R> page(Connection connection, UUID after) throws SQLException;

  /** Reads rows that a page had, if they still determine keys. */
  List<R> rows(Connection connection, Collection<UUID> ids) throws SQLException;

  /** The id of a row. */
  UUID id(R row);

  /** The aggregate whose events made a row. */
  UUID aggregate(R row);

  /**
   * Asks for the keys of a row.
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
