package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.parking.SkippedEvent;
import io.cogniscribe.replay.rebuild.RowDifference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Collects the findings of a verification, and counts those above a limit. */
final class Findings {

  private static final int KEPT = 100;

  private final String projection;
  private final Consumer<RowDifference> witness;
  private final List<Drift> shown = new ArrayList<>();
  private final List<String> nowApplicable = new ArrayList<>();
  private final List<String> regressed = new ArrayList<>();
  private final List<String> parked = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<String> repaired = new ArrayList<>();
  private final List<String> unrepaired = new ArrayList<>();
  private long groups;
  private long rows;
  private long drifted;
  private long unnamed;
  private long lag;

  /**
   * Creates empty findings.
   *
   * @param witness receives each row that differs at once
   */
  Findings(String projection, Consumer<RowDifference> witness) {
    this.projection = projection;
    this.witness = witness;
  }

  void compared(int moreGroups, int moreRows) {
    groups += moreGroups;
    rows += moreRows;
  }

  void add(Drift drift) {
    drifted++;
    if (shown.size() < KEPT) {
      shown.add(drift);
    }
    witness.accept(drift.row());
  }

  /** Counts rows or keys that differ and are not shown. */
  void addUnshown(long more) {
    drifted += more;
  }

  void nowApplicable(String aggregate) {
    name(nowApplicable, aggregate);
  }

  void regressed(String aggregate) {
    name(regressed, aggregate);
  }

  /** Names the aggregates whose rows or keys lack events of the log. */
  void leftOut(Collection<String> parkedAggregates, Collection<SkippedEvent> skips) {
    parkedAggregates.stream().sorted().forEach(key -> name(parked, key));
    skips.forEach(skip -> name(skipped, "%s of %s".formatted(skip.at(), skip.streamKey())));
  }

  void lag(long records) {
    lag += records;
  }

  void repaired(String group) {
    name(repaired, group);
  }

  void unrepaired(String group, String reason) {
    name(unrepaired, group + ": " + reason);
  }

  private void name(List<String> names, String name) {
    if (names.size() < KEPT) {
      names.add(name);
    } else {
      unnamed++;
    }
  }

  Verdict verdict(Duration took) {
    return new Verdict(
        projection,
        groups,
        rows,
        drifted,
        shown,
        nowApplicable,
        regressed,
        parked,
        skipped,
        repaired,
        unrepaired,
        unnamed,
        lag,
        took);
  }
}
