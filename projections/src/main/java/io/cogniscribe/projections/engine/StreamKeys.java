package io.cogniscribe.projections.engine;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Keys that are no ids, under which a record is parked all the same. */
final class StreamKeys {

  private static final int DIGEST_BYTES = 16;

  private StreamKeys() {}

  /**
   * A digest of the key, because a key that should not be there may be anything: long, unprintable,
   * somebody's name.
   */
  static String digest(byte @Nullable [] key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key == null ? new byte[0] : key);
      return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
