package io.cogniscribe.projections.redis;

import java.util.Set;

/** What a cell should hold. One of which nothing is said should be empty. */
public sealed interface Expected {

  /** Which one. */
  Cell cell();

  /** Anything is right, for a moment: what decides it expires just now, or has. */
  record Anything(Cell cell) implements Expected {}

  /**
   * Something.
   *
   * @param fading fields that may be missing or have any value: what gave them is too old to tell
   * @param latestExpiry until when it may last beyond its expiry
   * @param mayBeMissing whether it is as right that the cell is empty
   */
  record Held(
      Cell cell, Content content, Set<String> fading, long latestExpiry, boolean mayBeMissing)
      implements Expected {

    public Held {
      fading = Set.copyOf(fading);
    }

    /** Just this. */
    public Held(Cell cell, Content content) {
      this(cell, content, Set.of(), content.expiresAt(), false);
    }
  }
}
