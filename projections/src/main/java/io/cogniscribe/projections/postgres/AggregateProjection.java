package io.cogniscribe.projections.postgres;

import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A projection whose rows each belong to one aggregate: who has all events of an aggregate at hand
 * can write its rows at once, without reading what is stored.
 *
 * @param <E> what it takes from an event
 */
public interface AggregateProjection<E> extends PostgresProjection<E> {

  /**
   * Writes the rows of aggregates that have none, into tables that may lack their indexes.
   *
   * @param events all that the log has of each of their aggregates, in order
   * @return the same as {@link #apply}
   */
  List<Refusal<E>> load(Connection connection, List<Decoded.Event<E>> events) throws SQLException;
}
