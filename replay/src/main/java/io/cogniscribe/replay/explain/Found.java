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

  /** When it came, among those of other partitions: never before an earlier one of its own. */
  Instant order();

  /** An event that can be applied. */
  record Event<E>(Coordinates at, String streamKey, Instant order, TakenFact<E> taken)
      implements Found<E> {}

  /**
   * One that the projection parks.
   *
   * @param envelope null when the record cannot be read
   */
  record Parked<E>(
      Coordinates at, String streamKey, Instant order, @Nullable Envelope envelope, String reason)
      implements Found<E> {}

  /**
   * One that an operator has said is passed over.
   *
   * @param envelope null when the record cannot be read
   */
  record Skipped<E>(Coordinates at, String streamKey, Instant order, @Nullable Envelope envelope)
      implements Found<E> {}
}
