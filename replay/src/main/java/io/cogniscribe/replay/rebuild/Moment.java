package io.cogniscribe.replay.rebuild;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Of when the tables are asked for. */
public sealed interface Moment {

  /** When everything up to this instant had been recorded, and nothing later. */
  record At(Instant instant) implements Moment {

    @Override
    public String toString() {
      return instant.toString();
    }
  }

  /**
   * When these records had been applied, and none behind them.
   *
   * @param offsets the last record of some partitions; the others go to their end
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
