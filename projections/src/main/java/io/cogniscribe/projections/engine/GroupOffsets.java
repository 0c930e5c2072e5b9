package io.cogniscribe.projections.engine;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the offsets of the consumer group with the store. A loop commits an offset to the group
 * after it is in the store. When the group is ahead, its member writes to another store, and each
 * of the two stores lacks the records of the other one.
 */
final class GroupOffsets {

  private static final Logger LOG = LoggerFactory.getLogger(GroupOffsets.class);

  private Set<TopicPartition> aheadBefore = Set.of();
  private Set<TopicPartition> elsewhere = Set.of();

  /**
   * Compares the partitions of other members. A partition counts only when two checks in a row find
   * it ahead, because after a store was emptied or restored, the group is ahead until its members
   * have committed again.
   *
   * @param group the offsets of the group, read before those of the store
   * @param stored the next offsets that the store has
   */
  void compare(Map<TopicPartition, Long> group, Map<TopicPartition, Long> stored) {
    Set<TopicPartition> ahead = new HashSet<>();
    group.forEach((partition, next) -> {
      if (next > stored.getOrDefault(partition, 0L)) {
        ahead.add(partition);
      }
    });
    Set<TopicPartition> twice = new HashSet<>(ahead);
    twice.retainAll(aheadBefore);
    if (!twice.isEmpty() && elsewhere.isEmpty()) {
      LOG.warn(
          "another projector of the consumer group applies {} to another store: give each store a Kafka cluster of its own",
          twice);
    }
    aheadBefore = ahead;
    elsewhere = twice;
  }

  /** Returns the number of partitions that another member applies to another store. */
  int appliedElsewhere() {
    return elsewhere.size();
  }
}
