package io.cogniscribe.projections.engine;

import java.util.List;
import java.util.Optional;

/**
 * What the events of a group come to.
 *
 * @param <R> a row, or what else is made of them
 * @param rows as they are before the refusal
 * @param refusal the first event that does not fit those before it
 */
public record Fold<E, R>(List<R> rows, Optional<Refusal<E>> refusal) {

  public Fold {
    rows = List.copyOf(rows);
  }
}
