package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.replay.rebuild.Positions;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What of the log is still to be read. */
final class OffsetRanges {

  private OffsetRanges() {}

  /**
   * From where it was read to.
   *
   * @param read the offset after the last one that was read, of partitions that were begun
   */
  static List<OffsetRange> unread(Map<TopicPartition, Long> read, Positions target) {
    return target.next().entrySet().stream()
        .map(end ->
            new OffsetRange(end.getKey(), read.getOrDefault(end.getKey(), 0L), end.getValue()))
        .toList();
  }
}
