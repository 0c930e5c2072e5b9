package io.cogniscribe.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Latencies of several rounds: the p50 of each round in milliseconds, and all latencies. */
final class Rounds {

  private final List<Double> medians = new ArrayList<>();
  private final Histogram all = Load.histogram();

  /** Adds a round of latencies in microseconds. */
  void add(Histogram round) {
    medians.add(Load.millis(round, 50));
    all.add(round);
  }

  double last() {
    return medians.getLast();
  }

  double median() {
    return median(medians);
  }

  /** Returns a percentile over all rounds, in milliseconds. */
  double percentile(double percentile) {
    return Load.millis(all, percentile);
  }

  /**
   * Returns the median difference of the p50 to the same rounds of {@code other}, in milliseconds.
   */
  double above(Rounds other) {
    return median(
        IntStream.range(0, medians.size())
            .mapToObj(round -> medians.get(round) - other.medians.get(round))
            .toList());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
