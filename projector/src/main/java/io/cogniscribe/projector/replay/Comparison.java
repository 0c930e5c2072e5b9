package io.cogniscribe.projector.replay;

import java.util.List;

/**
 * How live and the log compare, at one position.
 *
 * @param rows how many rows were compared
 * @param differences how many are not the same
 * @param shown some of those, in no order
 * @param healed aggregates that are parked live and that today's code can apply
 * @param sickened aggregates that are not parked live and that today's code cannot apply
 */
public record Comparison(
    String projection,
    long rows,
    long differences,
    List<RowDifference> shown,
    List<String> healed,
    List<String> sickened) {

  public Comparison {
    shown = List.copyOf(shown);
    healed = List.copyOf(healed);
    sickened = List.copyOf(sickened);
  }

  /** Whether live is what the log says, row for row. */
  public boolean isEqual() {
    return differences == 0 && healed.isEmpty() && sickened.isEmpty();
  }
}
