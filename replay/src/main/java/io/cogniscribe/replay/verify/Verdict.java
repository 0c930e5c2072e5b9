package io.cogniscribe.replay.verify;

import java.time.Duration;
import java.util.List;

/**
 * The result of comparing the rows or keys of a projection with the log.
 *
 * @param groups the number of groups that were folded and compared: jobs, accounts, API keys, audit
 *     events, months of users; for Redis its keys
 * @param rows the number of their rows by the log; for Redis its keys
 * @param drifted the number of rows or keys that differ from the log
 * @param shown some of the differences
 * @param nowApplicable aggregates with parked events that the current code can apply; these are no
 *     drift
 * @param regressed aggregates with applied events that the current code cannot apply
 * @param parked aggregates with parked events; they are compared up to the first one
 * @param skipped records that the projection skips, and their aggregates
 * @param repaired groups whose rows were replaced; for Redis, the rebuild
 * @param unrepaired groups that could not be repaired, and the reason
 * @param unnamed the number of further findings of these six kinds, above 100 of each
 * @param lag the number of records at the end of the log that the projector had not applied yet;
 *     they are not compared
 */
public record Verdict(
    String projection,
    long groups,
    long rows,
    long drifted,
    List<Drift> shown,
    List<String> nowApplicable,
    List<String> regressed,
    List<String> parked,
    List<String> skipped,
    List<String> repaired,
    List<String> unrepaired,
    long unnamed,
    long lag,
    Duration took) {

  public Verdict {
    shown = List.copyOf(shown);
    nowApplicable = List.copyOf(nowApplicable);
    regressed = List.copyOf(regressed);
    parked = List.copyOf(parked);
    skipped = List.copyOf(skipped);
    repaired = List.copyOf(repaired);
    unrepaired = List.copyOf(unrepaired);
  }

  /** Returns whether all compared rows and keys equal the log. */
  public boolean isClean() {
    return drifted == 0 && regressed.isEmpty();
  }

  /** Returns whether all differences were repaired. */
  public boolean isRepaired() {
    return drifted > 0 && regressed.isEmpty() && !repaired.isEmpty() && unrepaired.isEmpty();
  }
}
