package io.cogniscribe.replay.rebuild;

import java.util.List;

/**
 * How the active generation and the log compare, at one position.
 *
 * @param rows how many rows were compared
 * @param differences how many are not the same, without those of what is now applicable
 * @param shown some of those, in no order
 * @param nowApplicable aggregates of which today's code can apply what the active generation has
 *     parked: no drift
 * @param regressed aggregates of which live has applied what today's code has to park
 * @param emptied tables or keys of which the rebuilt generation has none although the active one
 *     has some
 */
public record Comparison(
    String projection,
    long rows,
    long differences,
    List<RowDifference> shown,
    List<String> nowApplicable,
    List<String> regressed,
    List<String> emptied) {

  public Comparison {
    shown = List.copyOf(shown);
    nowApplicable = List.copyOf(nowApplicable);
    regressed = List.copyOf(regressed);
    emptied = List.copyOf(emptied);
  }

  /**
   * Whether the active generation is what the log says, row for row, as far as the active
   * generation has applied it.
   */
  public boolean isEqual() {
    return differences == 0 && regressed.isEmpty();
  }

  /**
   * Checks that something was compared: a generation without rows proves nothing.
   *
   * @param remedy how to remove rows or keys that have no events
   * @throws ReplayException when the rebuilt generation is empty where the active one is not
   */
  void requireRows(String remedy) {
    if (!emptied.isEmpty()) {
      throw new ReplayException(
          "not swapped: the rebuilt generation has nothing in %s, and the active one has. Check KAFKA_BOOTSTRAP_SERVERS and DATABASE_URL; %s removes what has no events"
              .formatted(String.join(", ", emptied), remedy),
          null);
    }
  }
}
