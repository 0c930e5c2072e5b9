package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.engine.Coordinates;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log that concerns a subject.
 *
 * @param <E> what the subject takes from an event
 */
sealed interface Found<E> {

  Coordinates at();

  String streamKey();

  /**
   * The time that orders records across partitions; never before that of an earlier record of the
   * same partition.
   */
  Instant order();

  /** An event that can be applied. */
  record Event<E>(Coordinates at, String streamKey, Instant order, TakenFact<E> taken)
      implements Found<E> {}

  /**
   * A record that the projection parks.
   *
   * @param envelope null when the record cannot be read
   */
  record Parked<E>(
      Coordinates at, String streamKey, Instant order, @Nullable Envelope envelope, String reason)
      implements Found<E> {}

  /**
   * A record that an operator has skipped.
   *
   * @param envelope null when the record cannot be read
   */
  record Skipped<E>(Coordinates at, String streamKey, Instant order, @Nullable Envelope envelope)
      implements Found<E> {}
}
