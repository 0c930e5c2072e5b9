package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.parking.ParkedStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The parked events of all projections into Redis, and the differences that follow from them alone.
 */
record RedisParkings(List<RedisParking<?>> all) {

  private static final String VALUE = "value";

  RedisParkings {
    all = List.copyOf(all);
  }

  static RedisParkings of(RedisGenerations generations) {
    return new RedisParkings(
        generations.projections().stream()
            .<RedisParking<?>>map(projection -> RedisParking.of(generations, projection))
            .toList());
  }

  List<String> nowApplicable() {
    return keys(Parking::nowApplicable);
  }

  List<String> regressed() {
    return keys(Parking::regressed);
  }

  private List<String> keys(Function<Parking, Set<ParkedStream>> streams) {
    return all.stream()
        .flatMap(each -> Parking.keys(streams.apply(each.parking())).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Returns the differences without those of aggregates that are reported as parked, and without
   * sums that only lack the now applicable events.
   */
  List<RowDifference> unexplained(List<RowDifference> rows, LogReader log) {
    List<String> reported = Stream.concat(nowApplicable().stream(), regressed().stream()).toList();
    List<RowDifference> left =
        rows.stream().filter(row -> reported.stream().noneMatch(row.key()::endsWith)).toList();
    if (nowApplicable().isEmpty() || left.isEmpty()) {
      return left;
    }
    Map<String, Long> sums = new HashMap<>();
    all.forEach(each -> each.sums(log).forEach((key, more) -> sums.merge(key, more, Long::sum)));
    return left.stream().filter(row -> !isSum(row, sums)).toList();
  }

  private static boolean isSum(RowDifference row, Map<String, Long> sums) {
    Long more = sums.get(row.key());
    return more != null
        && row.columns().stream()
            .filter(column -> column.column().equals(VALUE))
            .anyMatch(column -> number(column.rebuilt()) == number(column.active()) + more);
  }

  /** Returns 0 for a missing counter; the largest number for a text that is not a number. */
  private static long number(String value) {
    return value.isEmpty()
        ? 0
        : value.matches("-?\\d{1,18}") ? Long.parseLong(value) : Long.MAX_VALUE;
  }
}
