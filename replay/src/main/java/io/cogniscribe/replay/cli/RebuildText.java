package io.cogniscribe.replay.cli;

import io.cogniscribe.replay.rebuild.Comparison;
import io.cogniscribe.replay.rebuild.Rebuild;
import io.cogniscribe.replay.rebuild.RowDifference;
import java.util.StringJoiner;

/** Formats the results of a rebuild as text. */
final class RebuildText {

  private RebuildText() {}

  /**
   * Returns the differences, row by row.
   *
   * @param other the side that the active generation was compared with: the log, or the previous
   *     generation
   */
  static String comparison(Comparison comparison, String other) {
    StringJoiner lines = new StringJoiner("\n");
    lines.add(
        "%s: %,d rows compared, %,d differ"
            .formatted(comparison.projection(), comparison.rows(), comparison.differences()));
    comparison.shown().forEach(row -> lines.add(difference(row, other)));
    if (comparison.differences() > comparison.shown().size()) {
      lines.add("  and %,d more".formatted(comparison.differences() - comparison.shown().size()));
    }
    comparison
        .nowApplicable()
        .forEach(key ->
            lines.add(
                ("  %s: parked, but the current code can apply it; its rows are not "
                        + "compared and do not count as differences")
                    .formatted(key)));
    comparison
        .regressed()
        .forEach(key ->
            lines.add(
                "  %s: applied in the active generation, but the current code would park it"
                    .formatted(key)));
    return lines.toString();
  }

  /** Returns one difference: the row, and the columns that differ. */
  static String difference(RowDifference row, String other) {
    StringJoiner lines = new StringJoiner("\n");
    lines.add("  %s %s: %s".formatted(row.table(), row.key(), kind(row.kind(), other)));
    row.columns()
        .forEach(column ->
            lines.add(
                "    %s: active %s, %s %s"
                    .formatted(column.column(), column.active(), other, column.rebuilt())));
    return lines.toString();
  }

  private static String kind(RowDifference.Kind kind, String other) {
    return switch (kind) {
      case MISSING -> "missing in the active generation";
      case ORPHANED -> "in the active generation, not in the " + other;
      case DIFFERENT -> "differs";
    };
  }

  /** Returns the duration of a rebuild, and the next step. */
  static String result(Rebuild.Result result) {
    String name = result.comparison().projection();
    return "%s: %,d offsets folded in %.1f s (%,.0f/s), proved in %.1f s; %s"
        .formatted(
            name,
            result.events(),
            result.fold().toMillis() / 1e3,
            result.events() * 1e3 / Math.max(1, result.fold().toMillis()),
            result.proof().toMillis() / 1e3,
            result.swapped()
                ? "active now; 'replay rollback --projection %s' undoes the swap".formatted(name)
                : ("not swapped; the rebuilt generation is in %s: 'replay rebuild "
                        + "--projection %s --resume --swap=auto' makes it active")
                    .formatted(result.place(), name));
  }
}
