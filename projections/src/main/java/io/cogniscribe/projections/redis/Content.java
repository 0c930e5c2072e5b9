package io.cogniscribe.projections.redis;

import java.util.Map;
import java.util.TreeMap;

/**
 * What is in a cell.
 *
 * @param type as Redis calls it; that of a field is a string
 * @param fields those of a hash, the members of a sorted set with their scores, or {@link #VALUE}
 * @param expiresAt in milliseconds since 1970
 */
public record Content(String type, Map<String, String> fields, long expiresAt) {

  /** It does not expire. */
  public static final long NEVER = Long.MAX_VALUE;

  /** The one field of what is a string. */
  public static final String VALUE = "value";

  /** The cell is empty. */
  public static final Content NOTHING = new Content("none", Map.of(), NEVER);

  public Content {
    fields = Map.copyOf(fields);
  }

  /** A hash. */
  public static Content hash(Map<String, String> fields, long expiresAt) {
    return new Content("hash", fields, expiresAt);
  }

  /** A string, or a field. */
  public static Content string(String value, long expiresAt) {
    return new Content("string", Map.of(VALUE, value), expiresAt);
  }

  /** A sorted set. */
  public static Content sortedSet(Map<String, String> scores, long expiresAt) {
    return new Content("zset", scores, expiresAt);
  }

  /** The fields in the order of their names. */
  public Map<String, String> sorted() {
    return new TreeMap<>(fields);
  }
}
