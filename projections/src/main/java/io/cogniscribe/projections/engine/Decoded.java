package io.cogniscribe.projections.engine;

import org.jspecify.annotations.Nullable;

/**
 * A record of the log as a projection sees it.
 *
 * @param <E> what the projection takes from an event
 */
public sealed interface Decoded<E> {

  /** A record without a cause that counts for consistency tokens. */
  long NO_CAUSE = -1;

  /** Where the record stands. */
  Coordinates at();

  /** Which aggregate it belongs to, for parking: the text of the record's key. */
  String streamKey();

  /**
   * An event that can be applied.
   *
   * @param causeOffset the offset of the command that caused it, in the command partition of the
   *     same number, or {@link #NO_CAUSE}
   * @param skippedBefore how many earlier records of its aggregate an operator has skipped, whose
   *     versions are missing for good
   */
  record Event<E>(Coordinates at, String streamKey, long causeOffset, E fact, int skippedBefore)
      implements Decoded<E> {

    /** An event of an aggregate of which nothing was skipped. */
    public Event(Coordinates at, String streamKey, long causeOffset, E fact) {
      this(at, streamKey, causeOffset, fact, 0);
    }

    /** The same event, of an aggregate of which so many earlier records were skipped. */
    public Event<E> after(int skipped) {
      return skipped == skippedBefore
          ? this
          : new Event<>(at, streamKey, causeOffset, fact, skipped);
    }
  }

  /**
   * A record that cannot be applied.
   *
   * @param error why, without quoting the record
   * @param schemaFingerprint of the schema that it was written with, in hex; null when it names
   *     none
   */
  record Poison<E>(
      Coordinates at, String streamKey, String error, @Nullable String schemaFingerprint)
      implements Decoded<E> {}
}
