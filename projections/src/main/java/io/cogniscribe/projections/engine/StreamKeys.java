package io.cogniscribe.projections.engine;

import io.cogniscribe.topic.Sha256;
import org.jspecify.annotations.Nullable;

/** Keys that are no ids, under which a record is parked all the same. */
final class StreamKeys {

  private static final int DIGITS = 32;

  private StreamKeys() {}

  /**
   * A digest of the key, because a key that should not be there may be anything: long, unprintable,
   * somebody's name.
   */
  static String digest(byte @Nullable [] key) {
    return Sha256.hex(key == null ? new byte[0] : key).substring(0, DIGITS);
  }
}
