package io.cogniscribe.command.engine;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The positions of the consumer of commands. Only the consumer can distinguish commands between a
 * committed offset and the end of a partition from transaction markers and aborted records.
 * Thread-safe.
 */
public final class FetchedCommands {

  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> lastCommands = new ConcurrentHashMap<>();
  private volatile Set<TopicPartition> assigned = Set.of();

  void note(Set<TopicPartition> assignment, ConsumerRecords<byte[], byte[]> records) {
    assigned = Set.copyOf(assignment);
    records.nextOffsets().forEach((partition, next) -> positions.put(partition, next.offset()));
    for (TopicPartition partition : records.partitions()) {
      ConsumerRecord<byte[], byte[]> last = records.records(partition).getLast();
      lastCommands.put(partition, last.offset());
    }
  }

  /** Returns the partitions of commands that this instance decides. */
  Set<TopicPartition> assigned() {
    return assigned;
  }

  /**
   * Returns whether a command waits for its decision.
   *
   * @param committed the next offset to be decided
   * @param end the end of the partition's committed records
   */
  boolean waits(TopicPartition partition, long committed, long end) {
    Long last = lastCommands.get(partition);
    long position = Math.max(committed, positions.getOrDefault(partition, 0L));
    return position < end || (last != null && last >= committed);
  }
}
