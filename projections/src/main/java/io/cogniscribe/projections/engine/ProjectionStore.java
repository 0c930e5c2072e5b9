package io.cogniscribe.projections.engine;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps what a projection makes of the log together with its place in the log, so that both change
 * at once or not at all. A store belongs to one loop and is used by its thread alone. Every method
 * throws {@link StoreException} when the store cannot be reached.
 *
 * @param <E> what the projection takes from an event
 */
public interface ProjectionStore<E> extends AutoCloseable {

  /** The name of the server, for operators: PostgreSQL or Redis. */
  String server();

  /** The positions of those partitions that have one. Reads anew what is parked there. */
  Map<TopicPartition, StoredPosition> read(Set<TopicPartition> partitions);

  /** The next offset of each of those partitions that have one, whichever loop advances it. */
  Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions);

  /**
   * Makes this loop the one that may advance the partitions, and reads what is parked there.
   *
   * @param starts the partitions, and where those start that have no position yet
   * @return the next offset of each
   */
  Map<TopicPartition, Long> claim(Map<TopicPartition, Start> starts);

  /** Applies a batch and advances its positions, in one step. */
  Applied commit(Batch<E> batch);

  /**
   * Tells readers that these partitions are up to date at this moment.
   *
   * @param positions the next offset of each, as the loop knows it
   * @return false when one is elsewhere in the store, or not this loop's
   */
  boolean beat(Map<TopicPartition, Long> positions);

  /** How many records this loop knows to be parked. */
  long parked();

  /** Releases connections; claims are left as they are. */
  @Override
  void close();
}
