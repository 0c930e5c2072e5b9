package io.cogniscribe.replay.explain;

import java.util.Set;

/**
 * A row that can be explained: selects its events and folds them.
 *
 * @param <E> the facts taken from an event
 */
public interface Subject<E> extends Search<E> {

  /** Returns a fold without events. */
  RowFold<E> fold();

  /** Returns the columns whose values are never shown. */
  default Set<String> secrets() {
    return Set.of();
  }
}
