package io.cogniscribe.replay.verify;

import java.util.UUID;

/**
 * Divides groups of rows into slices of about the same size, by a hash of the group's id, so that
 * one slice after the other fits into memory.
 *
 * @param salt decides which groups a sample consists of
 * @param share the part of all groups that is wanted, up to 1
 * @param count into how many slices that part is divided
 */
record Slicing(long salt, double share, int count) {

  /** In no slice: not in the sample. */
  static final int NONE = -1;

  private static final double UNIT = 0x1p-53;
  private static final int UNUSED_BITS = 11;

  int of(UUID group) {
    double place =
        (mixed(group.getMostSignificantBits() ^ mixed(group.getLeastSignificantBits() ^ salt))
                >>> UNUSED_BITS)
            * UNIT;
    return place < share ? Math.min(count - 1, (int) (place / share * count)) : NONE;
  }

  /** The same for a key; what is no id is in no slice. */
  int of(String key) {
    try {
      return of(UUID.fromString(key));
    } catch (IllegalArgumentException notAnId) {
      return NONE;
    }
  }

  /** The finaliser of MurmurHash3: each bit of the result depends on each of the value. */
  private static long mixed(long value) {
    long h = value;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
