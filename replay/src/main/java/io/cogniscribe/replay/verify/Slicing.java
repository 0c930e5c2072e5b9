package io.cogniscribe.replay.verify;

import java.util.UUID;

/**
 * Divides groups of rows into slices of about equal size, by a hash of the group's id, so that each
 * slice fits into memory.
 *
 * @param salt selects the groups of a sample
 * @param share the part of all groups to take, up to 1
 * @param count the number of slices of that part
 */
record Slicing(long salt, double share, int count) {

  /** The slice of groups that are not in the sample. */
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

  /** Returns the slice of a key; none when the key is not an id. */
  int of(String key) {
    try {
      return of(UUID.fromString(key));
    } catch (IllegalArgumentException notAnId) {
      return NONE;
    }
  }

  /**
   * Mixes bits with the finalizer of MurmurHash3: each bit of the result depends on each bit of the
   * value.
   */
  private static long mixed(long value) {
    long h = value;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
