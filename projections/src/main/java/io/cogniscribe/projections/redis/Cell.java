package io.cogniscribe.projections.redis;

import io.cogniscribe.topic.Keys;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key, or one field of a hash that many things share.
 *
 * @param field null for a whole key
 */
public record Cell(String key, @Nullable String field) {

  /** A whole key. */
  public static Cell of(String key) {
    return new Cell(key, null);
  }

  /** The id that a name ends with, after a prefix; empty when it is not written as we write it. */
  public static Optional<UUID> id(String name, String prefix) {
    String text = name.substring(prefix.length());
    return Keys.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The cell as people name it. */
  public String name() {
    return field == null ? key : key + " " + field;
  }
}
