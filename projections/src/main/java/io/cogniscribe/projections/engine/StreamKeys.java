package io.cogniscribe.projections.engine;

import io.cogniscribe.topic.Sha256;
import org.jspecify.annotations.Nullable;

/** Creates stream keys for records whose key is not an id, so that they can be parked. */
final class StreamKeys {

  private static final int DIGITS = 32;

  private StreamKeys() {}

  /**
   * Returns a digest of the key, because an invalid key may be long, unprintable or personal data.
   */
  static String digest(byte @Nullable [] key) {
    return Sha256.hex(key == null ? new byte[0] : key).substring(0, DIGITS);
  }
}
