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
 * @param <E> the part of an event that the projection uses
 */
public interface PostgresProjection<E> extends Projection<E> {

  /** Returns the tables that only this projection writes. */
  List<String> tables();

  /** Returns whether the projection only adds rows, so that it needs no index to write. */
  default boolean appendsOnly() {
    return false;
  }

  /**
   * Applies events to the tables, in the caller's transaction.
   *
   * @param events in the order of each partition
   * @return the first event of each aggregate that does not fit the stored rows; this event and the
   *     later ones of its aggregate are not applied
   */
  List<Refusal<E>> apply(Connection connection, List<Decoded.Event<E>> events) throws SQLException;
}
