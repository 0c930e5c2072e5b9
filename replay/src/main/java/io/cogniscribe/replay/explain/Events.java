package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.engine.Source;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Some events of a topic.
 *
 * @param streams whose; empty for everybody's
 * @param wanted which of them
 */
public record Events<E>(Source<TakenFact<E>> source, Set<UUID> streams, Predicate<E> wanted)
    implements Search<E> {

  @Override
  public boolean concerns(E fact) {
    return wanted.test(fact);
  }
}
