package io.cogniscribe.replay.rebuild;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The plans of several rebuilds, which run one after another. */
public record Plans(List<Plan> plans, Total total) {

  /**
   * The sum of the plans. A topic that several projections read is read by each.
   *
   * @param tableBytes the space that they need beside the active generation, until they are pruned
   * @param sortingBytes the space that the largest of them needs for sorting
   * @param seconds empty unless each was rebuilt before
   */
  public record Total(
      long offsets, long logBytes, long tableBytes, long sortingBytes, OptionalDouble seconds) {}

  public static Plans of(List<Plan> plans) {
    return new Plans(
        plans,
        new Total(
            plans.stream().mapToLong(Plan::total).sum(),
            plans.stream().mapToLong(Plan::logBytes).sum(),
            plans.stream().mapToLong(Plan::tableBytes).sum(),
            plans.stream()
                .map(Plan::sorting)
                .filter(Objects::nonNull)
                .mapToLong(Sorting::bytes)
                .max()
                .orElse(0),
            plans.stream().allMatch(plan -> plan.rate().isPresent())
                ? OptionalDouble.of(
                    plans.stream().mapToDouble(plan -> plan.seconds().orElseThrow()).sum())
                : OptionalDouble.empty()));
  }

  /** Returns the plans as text. */
  public String text() {
    String each = plans.stream().map(Plan::text).collect(Collectors.joining("\n"));
    if (plans.size() == 1) {
      return each;
    }
    return """
    %s
    together: %,d offsets, %.1f MB on the broker; about %.1f MB beside the active generation; %s\
    """
        .formatted(
            each,
            total.offsets(),
            total.logBytes() / Plan.MEGABYTE,
            total.tableBytes() / Plan.MEGABYTE,
            total.seconds().isPresent()
                ? "about %.0f s".formatted(total.seconds().getAsDouble())
                : "the duration is known after a rebuild of each");
  }
}
