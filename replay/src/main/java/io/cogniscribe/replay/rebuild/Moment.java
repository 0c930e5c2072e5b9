package io.cogniscribe.replay.rebuild;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** The moment that tables are built for. */
public sealed interface Moment {

  /** The moment when everything up to this instant had been recorded, and nothing later. */
  record At(Instant instant) implements Moment {

    @Override
    public String toString() {
      return instant.toString();
    }
  }

  /**
   * The moment after these records had been applied, and none behind them.
   *
   * @param offsets the last record of some partitions; the other partitions go to their end
   */
  record Behind(Map<TopicPartition, Long> offsets) implements Moment {

    @Override
    public String toString() {
      return offsets.entrySet().stream()
          .map(entry -> entry.getKey() + "@" + entry.getValue())
          .sorted()
          .collect(Collectors.joining(" "));
    }
  }
}
