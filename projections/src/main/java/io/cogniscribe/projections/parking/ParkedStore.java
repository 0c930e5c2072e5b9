package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Coordinates;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The parked records of a projection, for operator tools that work while the projection runs.
 *
 * @param <E> the part of an event that the projection uses
 */
public interface ParkedStore<E> {

  /** Returns the partitions that have parked records. */
  Set<TopicPartition> partitions();

  /** Returns the parked aggregates, grouped by reason. */
  List<ParkedGroup> groups();

  /** Returns the pointer to a record; empty when the record is not parked. */
  Optional<ParkedEvent> find(Coordinates at);

  /** Returns the number of parked records of the same aggregate after the given one. */
  long waitingBehind(ParkedEvent event);

  /**
   * Returns the first parked record of each selected aggregate, in the order of the log.
   *
   * @param after only records with a greater offset are returned
   */
  List<ParkedEvent> heads(TopicPartition partition, long after, Selection selection, int limit);

  /**
   * Returns the parked records of aggregates, in the order of the log.
   *
   * @param after only records with a greater offset are returned
   */
  List<ParkedEvent> waiting(
      TopicPartition partition, Collection<String> streamKeys, long after, int limit);

  /**
   * Applies parked records and removes their pointers, in one atomic step that excludes the running
   * projection. A record that fails stays parked with its new reason, and so do the later records
   * of its aggregate.
   *
   * <p>Pointers of skipped records are removed too.
   *
   * @param chunk the first parked records of some aggregates, in the order of the log
   */
  Retried retry(TopicPartition partition, List<Waiting<E>> chunk);

  /** Returns all records that the projection skips, according to the current audit log. */
  List<SkippedEvent> skipped(SkipLog auditLog);

  /**
   * Makes the running projection read its positions, parked records and skips again before the next
   * batch.
   */
  void readAgain();

  /** Stores the reason why a parked record still cannot be applied. */
  void failed(ParkedEvent event);
}
