package io.cogniscribe.projector.engine;

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
   */
  record Event<E>(Coordinates at, String streamKey, long causeOffset, E fact)
      implements Decoded<E> {}

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
