package io.cogniscribe.command.engine;

import io.cogniscribe.topic.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/**
 * Ids of the records that a command causes. They are derived from the command id, so that a command
 * that is decided again after a crash gives the same events.
 */
public final class DerivedIds {

  private DerivedIds() {}

  /**
   * Returns a UUIDv7 with the time {@code at} and a digest in place of its random bits.
   *
   * @param kind the kind of record, because one command causes several kinds
   */
  public static UUID of(UUID commandId, String kind, int index, Instant at) {
    ByteBuffer digest = ByteBuffer.wrap(Sha256.of(commandId + "/" + kind + "/" + index));
    long high = (at.toEpochMilli() << 16) | 0x7000L | (digest.getLong() & 0x0fffL);
    long low = (digest.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
