package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.engine.Coordinates;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Folds the events of one row, one by one, with the code of the projection.
 *
 * @param <E> the facts taken from an event
 */
public interface RowFold<E> {

  /**
   * Folds the next event.
   *
   * @param skippedBefore the number of earlier records of its aggregate that an operator has
   *     skipped
   * @return the reason why the event does not fit the events before it; null when it fits
   */
  @Nullable String apply(Coordinates at, E fact, int skippedBefore);

  /** Returns the row after the events so far, by column; empty while it does not exist. */
  Map<String, @Nullable Object> row();
}
