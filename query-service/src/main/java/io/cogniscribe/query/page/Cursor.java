package io.cogniscribe.query.page;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * The last row of a page; the next page begins behind it. Rows of the same instant are told apart
 * by their id. Clients see an opaque text. It grants nothing: whose rows are listed is decided anew
 * for every page. The checksum only tells a damaged one from a real one.
 *
 * @param createdAt to the microsecond, as PostgreSQL keeps it
 */
public record Cursor(Instant createdAt, UUID id) {

  private static final int SIGNED_BYTES = Long.BYTES * 3;
  private static final int BYTES = SIGNED_BYTES + Integer.BYTES;

  /** The text that clients send back. */
  public String encode() {
    ByteBuffer bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, createdAt))
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
    bytes.putInt(checksum(bytes.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** The cursor, or empty when the text is none that {@link #encode} has made. */
  static Optional<Cursor> decode(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      if (bytes.length != BYTES || buffer.getInt(SIGNED_BYTES) != checksum(bytes)) {
        return Optional.empty();
      }
      Instant createdAt = Instant.EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS);
      Cursor cursor = new Cursor(createdAt, new UUID(buffer.getLong(), buffer.getLong()));
      return cursor.encode().equals(text) ? Optional.of(cursor) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static int checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, SIGNED_BYTES);
    return (int) crc.getValue();
  }
}
