package io.cogniscribe.projector.engine;

import org.apache.kafka.common.TopicPartition;

/** Where a record stands in the log. */
public record Coordinates(TopicPartition partition, long offset) {

  @Override
  public String toString() {
    return partition + "@" + offset;
  }
}
