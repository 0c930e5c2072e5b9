package io.cogniscribe.projections.engine;

import org.apache.kafka.common.TopicPartition;

/**
 * Consecutive offsets of a partition.
 *
 * @param from the first offset
 * @param to the offset after the last one
 */
public record OffsetRange(TopicPartition partition, long from, long to) {

  /** Returns whether the range is empty. */
  public boolean isEmpty() {
    return from >= to;
  }

  /**
   * Returns the number of offsets. Records of aborted transactions and transaction markers count
   * too.
   */
  public long length() {
    return Math.max(0, to - from);
  }
}
