package io.cogniscribe.query.page;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * The last row of a page; the next page begins after it. The id distinguishes rows with the same
 * time. Clients see an opaque text, which grants nothing: access is checked for each page. The
 * checksum detects damage, not forgery.
 *
 * @param createdAt to the microsecond, the precision of PostgreSQL
 */
public record Cursor(Instant createdAt, UUID id) {

  private static final int SIGNED_BYTES = Long.BYTES * 3;
  private static final int BYTES = SIGNED_BYTES + Integer.BYTES;

  /** Returns the text that clients send back. */
  public String encode() {
    ByteBuffer bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, createdAt))
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
    bytes.putInt(checksum(bytes.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Returns the cursor, or empty if {@link #encode} did not produce the text. */
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
