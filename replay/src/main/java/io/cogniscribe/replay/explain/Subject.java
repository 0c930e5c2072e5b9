package io.cogniscribe.replay.explain;

import java.util.Set;

/**
 * A row that can be explained: which events concern it, and how they make it.
 *
 * @param <E> what it takes from an event
 */
public interface Subject<E> extends Search<E> {

  /** A fold that has no event yet. */
  RowFold<E> fold();

  /** Columns whose values are never shown. */
  default Set<String> secrets() {
    return Set.of();
  }
}
