package io.cogniscribe.replay.rebuild;

import java.util.List;

/**
 * The differences between the active generation and the log, at one position.
 *
 * @param rows the number of rows that were compared
 * @param differences the number of rows that differ, without those of aggregates that are now
 *     applicable
 * @param shown some of the differences, in no order
 * @param nowApplicable aggregates with parked events that the current code can apply; these are no
 *     drift
 * @param regressed aggregates with applied events that the current code would park
 * @param emptied tables or keys of which only the active generation has any
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
   * Returns whether the active generation equals the log, row for row, as far as it has been
   * applied.
   */
  public boolean isEqual() {
    return differences == 0 && regressed.isEmpty();
  }

  /**
   * Checks that something was compared; an empty generation proves nothing.
   *
   * @param remedy the command that removes rows or keys without events
   * @throws ReplayException when the rebuilt generation is empty and the active one is not
   */
  void requireRows(String remedy) {
    if (!emptied.isEmpty()) {
      throw new ReplayException(
          ("not swapped: the rebuilt generation has nothing in %s, and the active one has. "
                  + "Check KAFKA_BOOTSTRAP_SERVERS and DATABASE_URL; %s removes rows and keys "
                  + "without events")
              .formatted(String.join(", ", emptied), remedy));
    }
  }
}
