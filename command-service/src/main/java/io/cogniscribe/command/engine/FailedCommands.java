package io.cogniscribe.command.engine;

import io.cogniscribe.message.CommandPosition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts the failures of the next command of each partition. The counts outlive the stream thread,
 * which is replaced after a failure, but not the process. Thread-safe.
 */
final class FailedCommands {

  /** The number of failures after which a command becomes a dead letter. */
  static final int LIMIT = 2;

  private record Failures(long offset, int count) {}

  private final Map<TopicPartition, Failures> last = new ConcurrentHashMap<>();

  /** Returns the number of consecutive failures of this command. */
  int count(CommandPosition position) {
    Failures failures = last.get(partition(position));
    return failures == null || failures.offset() != position.offset() ? 0 : failures.count();
  }

  /**
   * Counts a failure. Failures of Kafka are not counted, because the command does not cause them.
   */
  void failed(CommandPosition position, Throwable failure) {
    if (!(failure instanceof KafkaException)) {
      last.put(partition(position), new Failures(position.offset(), count(position) + 1));
    }
  }

  /** Forgets the failures of a partition once the results of its command are written. */
  void written(CommandPosition position) {
    if (!last.isEmpty()) {
      last.remove(partition(position));
    }
  }

  private static TopicPartition partition(CommandPosition position) {
    return new TopicPartition(position.topic(), position.partition());
  }
}
