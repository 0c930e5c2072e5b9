package io.cogniscribe.projections.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** The metrics of a loop. */
final class LoopMeter {

  private final Counter records;
  private final Timer commits;
  private final MultiGauge lag;

  LoopMeter(MeterRegistry registry, String projection, ProjectionLoop<?> loop) {
    Tags tags = Tags.of("projection", projection);
    records =
        Counter.builder("cogniscribe.projection.records")
            .description("Records of the log that were applied or parked")
            .tags(tags)
            .register(registry);
    commits =
        Timer.builder("cogniscribe.projection.commit")
            .description("Time to fold a batch and commit it to the store")
            .tags(tags)
            .register(registry);
    lag =
        MultiGauge.builder("cogniscribe.projection.lag")
            .description("Records of a partition that are not applied yet")
            .tags(tags)
            .register(registry);
    Gauge.builder("cogniscribe.projection.parked", loop, ProjectionLoop::parked)
        .description("Records that are parked until an operator acts")
        .tags(tags)
        .register(registry);
    Gauge.builder("cogniscribe.projection.running", loop, each -> each.trouble().isEmpty() ? 1 : 0)
        .description("1 while the projection applies all its partitions, 0 while it is in trouble")
        .tags(tags)
        .register(registry);
  }

  void applied(int count) {
    records.increment(count);
  }

  Applied timed(Supplier<Applied> commit) {
    return Objects.requireNonNull(commits.record(commit));
  }

  void lag(Map<TopicPartition, Long> records) {
    lag.register(
        records.entrySet().stream()
            .map(entry ->
                MultiGauge.Row.of(
                    Tags.of(
                        "topic",
                        entry.getKey().topic(),
                        "partition",
                        String.valueOf(entry.getKey().partition())),
                    entry.getValue()))
            .toList(),
        true);
  }
}
