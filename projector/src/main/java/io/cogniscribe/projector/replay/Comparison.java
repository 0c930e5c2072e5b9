package io.cogniscribe.projector.replay;

import java.util.List;

/**
 * How live and the log compare, at one position.
 *
 * @param rows how many rows were compared
 * @param differences how many are not the same, without those of what is healed
 * @param shown some of those, in no order
 * @param healed aggregates of which today's code can apply what live has parked: no drift
 * @param sickened aggregates of which live has applied what today's code has to park
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

  /** Whether live is what the log says, row for row, as far as live has applied it. */
  public boolean isEqual() {
    return differences == 0 && sickened.isEmpty();
  }
}
