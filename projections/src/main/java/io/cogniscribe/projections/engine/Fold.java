package io.cogniscribe.projections.engine;

import java.util.List;
import java.util.Optional;

/**
 * The result of folding the events of a group.
 *
 * @param <R> a row, or another result
 * @param rows the rows before the refused event
 * @param refusal the first event that does not fit the events before it
 */
public record Fold<E, R>(List<R> rows, Optional<Refusal<E>> refusal) {

  public Fold {
    rows = List.copyOf(rows);
  }
}
