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
 * Finds out whether a decider's stores have to be restored from the log: that of a log which was
 * imported into a new cluster, of state that was lost with its changelog, of stores with a new
 * shape, or of a restore that broke off.
 *
 * @param consumers makes read_committed consumers that belong to no group
 * @param progress holds back what must not be decided on half of the facts
 */
public record StateRestore(Supplier<Consumer<byte[], byte[]>> consumers, RestoreProgress progress) {

  /** The stores of an aggregate type's partition. */
  record Target<S>(
      int partition,
      KeyValueStore<UUID, Versioned<S>> states,
      OutcomeStore outcomes,
      RecordedClock clock,
      RestoreMarks marks) {}

  /**
   * The restore that is due before the first command may be taken, or none.
   *
   * @param now outcomes that are too old for a retry by then are not read
   */
  <C, E, N, S> Optional<PartitionRestore> due(
      AggregateType<C, E, N, S> aggregateType, Target<S> target, Instant now) {
    RestoreMarks marks = target.marks();
    // What the marks say of states that are gone is worth nothing.
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
                PartitionRange.from(
                    consumer,
                    new TopicPartition(aggregateType.eventsTopic(), target.partition()),
                    isLost ? 0 : marks.next(aggregateType.stateStore())),
                new StateRestoration<>(aggregateType, target.states(), target.clock())),
            new PartitionRestore.Source(
                aggregateType.outcomeStore(),
                PartitionRange.from(
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
