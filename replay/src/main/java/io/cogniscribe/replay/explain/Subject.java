package io.cogniscribe.replay.explain;

import java.util.Set;
import java.util.function.Supplier;

/**
 * A row that can be explained.
 *
 * @param events the events that make it
 * @param fold creates a fold without events
 * @param secrets the columns whose values are never shown
 * @param <E> the facts taken from an event
 */
public record Subject<E>(Events<E> events, Supplier<RowFold<E>> fold, Set<String> secrets) {

  Subject(Events<E> events, Supplier<RowFold<E>> fold) {
    this(events, fold, Set.of());
  }
}
