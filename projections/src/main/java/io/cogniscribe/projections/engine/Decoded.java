package io.cogniscribe.projections.engine;

import org.jspecify.annotations.Nullable;

/**
 * A decoded record of the log.
 *
 * @param <E> the part of an event that the projection uses
 */
public sealed interface Decoded<E> {

  /** The cause offset of a record whose cause does not count for consistency tokens. */
  long NO_CAUSE = -1;

  /** Returns the coordinates of the record. */
  Coordinates at();

  /** Returns the record's key as text, which identifies the aggregate for parking. */
  String streamKey();

  /**
   * An event that can be applied.
   *
   * @param causeOffset the offset of the command that caused it, in the command partition of the
   *     same number, or {@link #NO_CAUSE}
   * @param skippedBefore the number of earlier records of the aggregate that an operator has
   *     skipped; their versions stay missing
   */
  record Event<E>(Coordinates at, String streamKey, long causeOffset, E fact, int skippedBefore)
      implements Decoded<E> {

    /** Creates an event of an aggregate without skipped records. */
    public Event(Coordinates at, String streamKey, long causeOffset, E fact) {
      this(at, streamKey, causeOffset, fact, 0);
    }

    /** Returns this event with the given number of earlier skipped records. */
    public Event<E> after(int skipped) {
      return skipped == skippedBefore
          ? this
          : new Event<>(at, streamKey, causeOffset, fact, skipped);
    }
  }

  /**
   * A record that cannot be applied.
   *
   * @param error the reason, without quoting the record
   * @param schemaFingerprint the fingerprint of the writer's schema, in hex; null when the record
   *     has none
   */
  record Poison<E>(
      Coordinates at, String streamKey, String error, @Nullable String schemaFingerprint)
      implements Decoded<E> {}
}
