package io.cogniscribe.projections.engine;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The offsets of a partition that the log has.
 *
 * @param begin the offset of the oldest record that is kept
 * @param end the offset after the last committed record
 * @param keptForEver whether the topic never deletes a record
 */
record LogRange(
    TopicPartition partition, String topicId, long begin, long end, boolean keptForEver) {

  private static final String REMOVAL = "'db drop --yes', then 'db init'";

  /**
   * Checks that a stored position, or its absence, belongs to this log.
   *
   * @throws ProjectionStoppedException when the projection would skip records or apply them twice
   */
  void check(@Nullable StoredPosition stored) {
    if (stored == null) {
      if (keptForEver && begin > 0) {
        throw stop(
            "has no position, and the log begins at offset %d: records are missing. "
                    .formatted(begin)
                + "Import the log from a backup, then start again");
      }
    } else if (!stored.topicId().equals(topicId)) {
      throw stop(
          "has a position in another topic of this name (id %s, here %s). "
                  .formatted(stored.topicId(), topicId)
              + "Point the service at the cluster that the tables were made from, "
              + "or remove the tables and keys that were made from the other log: "
              + REMOVAL);
    } else if (stored.nextOffset() > end) {
      throw stop(
          "has position %d, and the log ends at %d: the log has lost records. "
                  .formatted(stored.nextOffset(), end)
              + "Restore the log, or remove the tables and keys that were made from it: "
              + REMOVAL);
    } else if (keptForEver && stored.nextOffset() < begin) {
      throw stop(
          "has position %d, and the log begins at %d: records were deleted before they were read. "
                  .formatted(stored.nextOffset(), begin)
              + "Check the topic's retention and import the log from a backup");
    }
  }

  /** Returns the start of a partition that has no position. */
  Start start() {
    return new Start(topicId, begin);
  }

  private ProjectionStoppedException stop(String why) {
    return new ProjectionStoppedException(partition + " " + why);
  }
}
