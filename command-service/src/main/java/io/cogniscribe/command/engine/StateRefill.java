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
 * Finds out whether a decider's stores have to be refilled from the log: that of a log which was
 * imported into a new cluster, of state that was lost with its changelog, of stores with a new
 * shape, or of a refill that broke off.
 *
 * @param consumers makes read_committed consumers that belong to no group
 * @param progress holds back what must not be decided on half of the facts
 */
public record StateRefill(Supplier<Consumer<byte[], byte[]>> consumers, RefillProgress progress) {

  /** The stores of a family's partition. */
  record Target<S>(
      int partition,
      KeyValueStore<UUID, Versioned<S>> states,
      OutcomeStore outcomes,
      RecordedClock clock,
      RefillMarks marks) {}

  /**
   * The refill that is due before the first command may be taken, or none.
   *
   * @param now outcomes that are too old for a retry by then are not read
   */
  <C, E, N, S> Optional<PartitionRefill> due(
      Family<C, E, N, S> family, Target<S> target, Instant now) {
    RefillMarks marks = target.marks();
    // What the marks say of states that are gone is worth nothing.
    boolean isLost = isEmpty(target.states());
    boolean needsStates = isLost || !marks.isWhole(family.stateStore());
    boolean needsOutcomes = isLost || !marks.isWhole(family.outcomeStore());
    if (!needsStates && !needsOutcomes) {
      return Optional.empty();
    }
    Consumer<byte[], byte[]> consumer = consumers.get();
    try {
      return Optional.of(refill(family, target, consumer, isLost, now));
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private <C, E, N, S> PartitionRefill refill(
      Family<C, E, N, S> family,
      Target<S> target,
      Consumer<byte[], byte[]> consumer,
      boolean isLost,
      Instant now) {
    RefillMarks marks = target.marks();
    List<PartitionRefill.Source> sources =
        List.of(
            new PartitionRefill.Source(
                family.stateStore(),
                LogStretch.from(
                    consumer,
                    new TopicPartition(family.eventsTopic(), target.partition()),
                    isLost ? 0 : marks.next(family.stateStore())),
                new StateFilling<>(family, target.states(), target.clock())),
            new PartitionRefill.Source(
                family.outcomeStore(),
                LogStretch.from(
                        consumer,
                        new TopicPartition(family.outcomesTopic(), target.partition()),
                        isLost ? 0 : marks.next(family.outcomeStore()))
                    .since(now.minus(Topics.OUTCOME_RETENTION)),
                new OutcomeFilling(target.outcomes(), target.clock())));
    return new PartitionRefill(consumer, sources, marks, progress, target.partition());
  }

  private static boolean isEmpty(KeyValueStore<UUID, ?> states) {
    try (KeyValueIterator<UUID, ?> present = states.all()) {
      return !present.hasNext();
    }
  }
}
