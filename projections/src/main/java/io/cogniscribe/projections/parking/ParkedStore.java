package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Coordinates;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What a projection has set aside, as an operator's tools work on it, beside the running
 * projection.
 *
 * @param <E> what the projection takes from an event
 */
public interface ParkedStore<E> {

  /** Where something is parked. */
  Set<TopicPartition> partitions();

  /** What is parked, by what is wrong with it. */
  List<ParkedGroup> groups();

  /** The pointer to a record; empty when it is not parked. */
  Optional<ParkedEvent> find(Coordinates at);

  /** How many later records of its aggregate wait behind one. */
  long waitingBehind(ParkedEvent event);

  /**
   * The first parked record of each of some aggregates, in the order of the log.
   *
   * @param after the offset beyond which they are
   */
  List<ParkedEvent> heads(TopicPartition partition, long after, Selection selection, int limit);

  /**
   * The parked records of aggregates, in the order of the log.
   *
   * @param after the offset beyond which they are
   */
  List<ParkedEvent> waiting(
      TopicPartition partition, Collection<String> streamKeys, long after, int limit);

  /**
   * Applies parked records and removes their pointers, in one step that excludes the running
   * projection. What fails stays parked with its reason of today, as does what follows it.
   *
   * <p>What is to be passed over is gone as well.
   *
   * @param chunk the first parked records of some aggregates, in the order of the log
   */
  Retried retry(TopicPartition partition, List<Waiting<E>> chunk);

  /** All that the projection passes over, by the audit log as it is now. */
  List<SkippedEvent> skipped(SkipTrail auditLog);

  /**
   * Has the running projection read its positions, and what is parked and skipped, before it
   * applies the next batch.
   */
  void readAgain();

  /** Notes why a parked record cannot be applied today. */
  void failed(ParkedEvent event);
}
