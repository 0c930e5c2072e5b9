package io.cogniscribe.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** The p50 of each round, in milliseconds, and all latencies of all rounds. */
final class Rounds {

  private final List<Double> medians = new ArrayList<>();
  private final Histogram all = Load.histogram();

  /** Adds a round of microseconds. */
  void add(Histogram round) {
    medians.add(round.getValueAtPercentile(50) / 1_000.0);
    all.add(round);
  }

  double last() {
    return medians.getLast();
  }

  double median() {
    return median(medians);
  }

  /** A percentile over all rounds. */
  double percentile(double percentile) {
    return all.getValueAtPercentile(percentile) / 1_000.0;
  }

  /** By how much a round's p50 is above that of the other's same round. */
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
