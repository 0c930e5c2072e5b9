package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.engine.Source;
import java.util.Set;
import java.util.UUID;

/**
 * Selects events.
 *
 * @param <E> the facts taken from an event
 */
public interface Search<E> {

  /**
   * Returns the topic, read as the projection reads it. Records that the projection would park are
   * reported as parked.
   */
  Source<TakenFact<E>> source();

  /** Returns the aggregates whose events are needed; empty when any aggregate may have some. */
  Set<UUID> streams();

  /** Returns whether an event is selected. */
  boolean concerns(E fact);
}
