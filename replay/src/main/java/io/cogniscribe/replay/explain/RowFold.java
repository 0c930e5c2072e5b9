package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.engine.Coordinates;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row while its events are folded one by one, by the code that the projection runs.
 *
 * @param <E> what is taken from an event
 */
public interface RowFold<E> {

  /**
   * Folds the next event.
   *
   * @param skippedBefore how many earlier records of its aggregate an operator has skipped
   * @return why it does not fit what was before it; null when it does
   */
  @Nullable String apply(Coordinates at, E fact, int skippedBefore);

  /** The row after the events so far, by column; empty while there is none. */
  Map<String, @Nullable Object> row();
}
