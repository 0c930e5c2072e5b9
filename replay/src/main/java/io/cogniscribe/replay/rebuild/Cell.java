package io.cogniscribe.replay.rebuild;

import org.jspecify.annotations.Nullable;

/**
 * A key, or one field of a large hash.
 *
 * @param field null for a whole key
 */
record Cell(String key, @Nullable String field) {

  static Cell of(String key) {
    return new Cell(key, null);
  }

  /** Returns the cell's name, for people. */
  String name() {
    return field == null ? key : key + " " + field;
  }
}
