package io.cogniscribe.replay.explain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events that made a row, and the row that they make.
 *
 * @param read the number of offsets read, by partition
 * @param events the number of events that concern the subject
 * @param kinds the number of events by type
 * @param leftOut the number of oldest events that are not among the steps
 * @param steps the other events, in order
 * @param row the row by the log, by column; empty when the log has none
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

  /** Returns a copy with other steps. */
  public Explanation with(List<Step> others) {
    return new Explanation(subject, read, events, kinds, leftOut, others, row, active);
  }
}
