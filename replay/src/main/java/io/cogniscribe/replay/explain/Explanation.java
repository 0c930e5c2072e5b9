package io.cogniscribe.replay.explain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a row is as it is.
 *
 * @param read what of the log was read, in offsets, by partition
 * @param events how many events concern the subject
 * @param kinds the same by type
 * @param leftOut how many of them, the oldest, are not among the steps
 * @param steps the others, in order
 * @param row as the log says, by column; empty when there is none
 */
public record Explanation(
    String subject,
    Map<String, Long> read,
    long events,
    Map<String, Long> kinds,
    long leftOut,
    List<Step> steps,
    Map<String, @Nullable Object> row,
    ActiveState.Verdict active) {

  public Explanation {
    steps = List.copyOf(steps);
  }

  /** The same with other steps. */
  public Explanation with(List<Step> others) {
    return new Explanation(subject, read, events, kinds, leftOut, others, row, active);
  }
}
