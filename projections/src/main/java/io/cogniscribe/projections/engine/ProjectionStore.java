package io.cogniscribe.projections.engine;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Stores the rows or keys of a projection together with its position, so that both change
 * atomically. A store belongs to one loop and is used by its thread alone. Every method throws
 * {@link StoreException} when the store cannot be reached.
 *
 * @param <E> the part of an event that the projection uses
 */
public interface ProjectionStore<E> extends AutoCloseable {

  /** Returns the name of the server for operators: PostgreSQL or Redis. */
  String server();

  /**
   * Returns the positions of those partitions that have one. Also reads their parked events again.
   */
  Map<TopicPartition, StoredPosition> read(Set<TopicPartition> partitions);

  /**
   * Returns the next offset of those partitions that have one, also when another loop advances it.
   */
  Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions);

  /**
   * Makes this loop the owner of the partitions, and reads their parked events.
   *
   * @param starts the partitions, with the start for those that have no position yet
   * @return the next offset of each
   */
  Map<TopicPartition, Long> claim(Map<TopicPartition, Start> starts);

  /** Applies a batch and advances its positions, in one step. */
  Applied commit(Batch<E> batch);

  /**
   * Writes the heartbeat, which shows readers that these partitions are up to date.
   *
   * @param positions the next offset of each, as the loop knows it
   * @return false when a position differs in the store, or a partition is not owned by this loop
   */
  boolean beat(Map<TopicPartition, Long> positions);

  /** Returns the number of parked records that this loop knows. */
  long parked();

  /** Closes the connections; claims stay. */
  @Override
  void close();
}
