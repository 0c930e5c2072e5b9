package io.cogniscribe.command.account;

import io.cogniscribe.account.NameKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Computes the claim ids of names: an HMAC of the normalised name. So all spellings of one name
 * compete for one aggregate, and a record's key reveals nothing about a person. The secret must be
 * kept for the life of the log.
 *
 * @param secret at least 32 bytes
 */
public record NameClaims(SecretKeySpec secret) {

  private static final String ALGORITHM = "HmacSHA256";

  /** Creates claims with the key {@code secret}. */
  public static NameClaims keyedBy(byte[] secret) {
    return new NameClaims(new SecretKeySpec(secret, ALGORITHM));
  }

  /** Returns the id of the aggregate of the name. */
  public UUID id(NameKind kind, String name) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      String text = kind.name() + ":" + normalised(name);
      ByteBuffer digest = ByteBuffer.wrap(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
      // RFC 9562, version 8: 122 custom bits.
      long high = (digest.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
      long low = (digest.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
      return new UUID(high, low);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }

  /**
   * Returns the name in NFKC and case-folded. It is converted to upper case first, because some
   * letters differ only in lower case.
   */
  private static String normalised(String name) {
    String folded = Normalizer.normalize(name.strip(), Normalizer.Form.NFKC);
    return Normalizer.normalize(
        folded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
  }
}
