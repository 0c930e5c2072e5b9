package io.cogniscribe.projections.engine;

import org.apache.kafka.common.TopicPartition;

/**
 * An offset range of a partition.
 *
 * @param from the first offset
 * @param to the offset after the last one
 */
public record OffsetRange(TopicPartition partition, long from, long to) {

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return from >= to;
  }

  /** How many offsets it has; records that were taken back and marks of transactions count too. */
  public long length() {
    return Math.max(0, to - from);
  }
}
