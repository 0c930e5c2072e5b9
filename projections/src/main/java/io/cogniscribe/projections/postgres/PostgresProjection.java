package io.cogniscribe.projections.postgres;

import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.engine.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A projection into tables.
 *
 * @param <E> what it takes from an event
 */
public interface PostgresProjection<E> extends Projection<E> {

  /** The tables that it writes, and nobody else. */
  List<String> tables();

  /** Whether it only ever adds rows, so that it needs no index to write. */
  default boolean appendsOnly() {
    return false;
  }

  /**
   * Writes what events change, in the caller's transaction.
   *
   * @param events in the order of each partition
   * @return the first event of each aggregate that does not fit what the tables have; it and the
   *     later ones of its aggregate are not applied
   */
  List<Refusal<E>> apply(Connection connection, List<Decoded.Event<E>> events) throws SQLException;
}
