package io.cogniscribe.projector.verify;

import io.cogniscribe.projector.replay.RowDifference;
import java.util.List;

/**
 * A row that is not what the log says.
 *
 * @param row what is the matter with it
 * @param events how many events make the rows of its group
 * @param offsets where they stand, as {@code topic-partition@offset}; the first ones of many
 */
public record Drift(RowDifference row, int events, List<String> offsets) {

  public Drift {
    offsets = List.copyOf(offsets);
  }
}
