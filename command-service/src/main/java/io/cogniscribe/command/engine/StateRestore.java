package io.cogniscribe.command.engine;

import io.cogniscribe.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Checks whether a decider's stores must be restored from the log. This is so after an import of
 * the log into a new cluster, the loss of state together with its changelog, a change of a store's
 * format, or an interrupted restore.
 *
 * @param consumers creates read_committed consumers that belong to no group
 * @param progress holds back commands that must not be decided on incomplete state
 */
public record StateRestore(Supplier<Consumer<byte[], byte[]>> consumers, RestoreProgress progress) {

  /** The stores of one partition of an aggregate type. */
  record Target<S>(
      int partition,
      KeyValueStore<UUID, Versioned<S>> states,
      OutcomeStore outcomes,
      RecordedClock clock,
      RestoreMarks marks) {}

  /**
   * Returns the restore that must finish before the first command, or empty.
   *
   * @param now outcomes that are too old for a retry at this time are not read
   */
  <C, E, N, S> Optional<PartitionRestore> due(
      AggregateType<C, E, N, S> aggregateType, Target<S> target, Instant now) {
    RestoreMarks marks = target.marks();
    // If the states are lost, their marks are not valid.
    boolean isLost = isEmpty(target.states());
    boolean needsStates = isLost || !marks.isWhole(aggregateType.stateStore());
    boolean needsOutcomes = isLost || !marks.isWhole(aggregateType.outcomeStore());
    if (!needsStates && !needsOutcomes) {
      return Optional.empty();
    }
    Consumer<byte[], byte[]> consumer = consumers.get();
    try {
      return Optional.of(restore(aggregateType, target, consumer, isLost, now));
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private <C, E, N, S> PartitionRestore restore(
      AggregateType<C, E, N, S> aggregateType,
      Target<S> target,
      Consumer<byte[], byte[]> consumer,
      boolean isLost,
      Instant now) {
    RestoreMarks marks = target.marks();
    List<PartitionRestore.Source> sources =
        List.of(
            new PartitionRestore.Source(
                aggregateType.stateStore(),
                PartitionReader.from(
                    consumer,
                    new TopicPartition(aggregateType.eventsTopic(), target.partition()),
                    isLost ? 0 : marks.next(aggregateType.stateStore())),
                new StateRestoration<>(aggregateType, target.states(), target.clock())),
            new PartitionRestore.Source(
                aggregateType.outcomeStore(),
                PartitionReader.from(
                        consumer,
                        new TopicPartition(aggregateType.outcomesTopic(), target.partition()),
                        isLost ? 0 : marks.next(aggregateType.outcomeStore()))
                    .since(now.minus(Topics.OUTCOME_RETENTION)),
                new OutcomeRestoration(target.outcomes(), target.clock())));
    return new PartitionRestore(consumer, sources, marks, progress, target.partition());
  }

  private static boolean isEmpty(KeyValueStore<UUID, ?> states) {
    try (KeyValueIterator<UUID, ?> present = states.all()) {
      return !present.hasNext();
    }
  }
}
