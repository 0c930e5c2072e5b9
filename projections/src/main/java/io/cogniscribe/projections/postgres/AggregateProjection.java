package io.cogniscribe.projections.postgres;

import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A projection in which each row belongs to one aggregate. With all events of an aggregate, its
 * rows can be written without reading stored rows.
 *
 * @param <E> the part of an event that the projection uses
 */
public interface AggregateProjection<E> extends PostgresProjection<E> {

  /**
   * Writes the rows of aggregates that have no rows yet, into tables that may lack their indexes.
   *
   * @param events all events of each of the aggregates, in order
   * @return the refusals, as in {@link #apply}
   */
  List<Refusal<E>> load(Connection connection, List<Decoded.Event<E>> events) throws SQLException;
}
