package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.engine.Source;
import java.util.Set;
import java.util.UUID;

/**
 * Which events are looked for.
 *
 * @param <E> what is taken from an event
 */
public interface Search<E> {

  /** The topic, read as the projection reads it: what would be parked there is poison here. */
  Source<TakenFact<E>> source();

  /** The aggregates whose events are all that is needed; empty when any may have some. */
  Set<UUID> streams();

  /** Whether an event is one of them. */
  boolean concerns(E fact);
}
