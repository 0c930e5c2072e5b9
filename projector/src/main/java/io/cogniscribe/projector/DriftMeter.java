package io.cogniscribe.projector;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Publishes the drift between each projection and the log as metrics. */
final class DriftMeter {

  /**
   * Verification state of one projection.
   *
   * @param before rows or keys that differed in the last complete pass
   * @param current rows or keys that have differed in the current pass so far
   * @param completed end of the last complete pass
   */
  private record Known(long before, long current, Instant completed) {

    static final Known NOTHING = new Known(0, 0, Instant.EPOCH);

    long drift() {
      return Math.max(before, current);
    }
  }

  private final Map<String, Known> known = new ConcurrentHashMap<>();

  DriftMeter(MeterRegistry registry, List<String> projections) {
    for (String name : projections) {
      known.put(name, Known.NOTHING);
      Gauge.builder("cogniscribe.projection.drift", () -> of(name).drift())
          .description("Rows or keys that differ from the log")
          .tag("projection", name)
          .register(registry);
      Gauge.builder("cogniscribe.projection.verified", () -> of(name).completed().getEpochSecond())
          .description("End of the last complete verification since the epoch; 0 if there was none")
          .baseUnit("seconds")
          .tag("projection", name)
          .register(registry);
    }
  }

  private Known of(String projection) {
    return Objects.requireNonNull(known.get(projection));
  }

  void begins(String projection) {
    known.computeIfPresent(projection, (_, was) -> new Known(was.before(), 0, was.completed()));
  }

  void drifted(String projection) {
    known.computeIfPresent(
        projection, (_, was) -> new Known(was.before(), was.current() + 1, was.completed()));
  }

  void completed(String projection, long drifted) {
    known.put(projection, new Known(drifted, drifted, Instant.now()));
  }
}
