package io.cogniscribe.replay.verify;

import java.time.Duration;
import java.util.List;

/**
 * How the rows or keys of a projection compare with the log.
 *
 * @param groups how many groups were folded and compared: jobs, accounts, API keys, audit events,
 *     months of users; of Redis its keys
 * @param rows how many rows the log has of them; of Redis its keys
 * @param drifted how many are not what the log says
 * @param shown some of those
 * @param nowApplicable aggregates that are parked in the active generation and that today's code
 *     can apply: no drift
 * @param regressed aggregates that are not parked in the active generation and that today's code
 *     cannot apply
 * @param parked aggregates of which events are parked; they are compared up to there
 * @param skipped records that the projection passes over, and their aggregates
 * @param repaired groups whose rows were replaced; of Redis that it was rebuilt
 * @param unrepaired what could not be repaired, and why
 * @param unnamed how many more there are of these six, beyond the first hundred of each
 * @param lag records at the end of the log that the projection had not applied yet: they are not
 *     compared
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

  /** Whether everything that was compared is what the log says. */
  public boolean isClean() {
    return drifted == 0 && regressed.isEmpty();
  }

  /** Whether everything that differed was replaced by what the log says. */
  public boolean isRepaired() {
    return drifted > 0 && regressed.isEmpty() && !repaired.isEmpty() && unrepaired.isEmpty();
  }
}
