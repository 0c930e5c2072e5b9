package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.engine.Source;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Selects events of a topic.
 *
 * @param streams the aggregates to search; empty for all
 * @param wanted accepts the events to select
 */
public record Events<E>(Source<TakenFact<E>> source, Set<UUID> streams, Predicate<E> wanted)
    implements Search<E> {

  @Override
  public boolean concerns(E fact) {
    return wanted.test(fact);
  }
}
