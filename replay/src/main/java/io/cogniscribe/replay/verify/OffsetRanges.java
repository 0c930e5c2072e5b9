package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.replay.rebuild.Positions;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Calculates the offset ranges to read. */
final class OffsetRanges {

  private OffsetRanges() {}

  /**
   * Returns the ranges from the read positions to the target.
   *
   * @param read the offset after the last one that was read, for partitions that were begun
   */
  static List<OffsetRange> unread(Map<TopicPartition, Long> read, Positions target) {
    return target.next().entrySet().stream()
        .map(end ->
            new OffsetRange(end.getKey(), read.getOrDefault(end.getKey(), 0L), end.getValue()))
        .toList();
  }
}
