package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.parking.ParkedStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What all projections into Redis have parked, and which differences follow from that alone. */
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
   * The differences that are left without the keys of aggregates that are reported already, and
   * without sums that lack just what the active generation would add to them if it applied what is
   * now applicable.
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

  /** A counter that is not there is 0; what is no number is as good as far away. */
  private static long number(String value) {
    return value.isEmpty()
        ? 0
        : value.matches("-?\\d{1,18}") ? Long.parseLong(value) : Long.MAX_VALUE;
  }
}
