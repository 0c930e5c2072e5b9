package io.cogniscribe.command.engine;

import io.cogniscribe.message.CommandPosition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts the failures that the next command of each partition has caused. The counts outlive the
 * stream thread, which is replaced after a failure, but not the process. Thread-safe.
 */
final class FailedCommands {

  /** The failures after which a command is given up. */
  static final int LIMIT = 2;

  private record Failures(long offset, int count) {}

  private final Map<TopicPartition, Failures> last = new ConcurrentHashMap<>();

  /** Returns the number of failures in a row of this command. */
  int count(CommandPosition position) {
    Failures failures = last.get(partition(position));
    return failures == null || failures.offset() != position.offset() ? 0 : failures.count();
  }

  /** Counts a failure, unless it is Kafka's, which says nothing of the command. */
  void failed(CommandPosition position, Throwable failure) {
    if (!(failure instanceof KafkaException)) {
      last.put(partition(position), new Failures(position.offset(), count(position) + 1));
    }
  }

  /** Forgets the failures of a partition, whose command is written. */
  void written(CommandPosition position) {
    if (!last.isEmpty()) {
      last.remove(partition(position));
    }
  }

  private static TopicPartition partition(CommandPosition position) {
    return new TopicPartition(position.topic(), position.partition());
  }
}
