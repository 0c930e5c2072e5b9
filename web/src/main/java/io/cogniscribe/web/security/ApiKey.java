package io.cogniscribe.web.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The credential of a program: {@code cgk_}, the key's id in hex, and a secret of 256 random bits.
 * The text is shown once, to the caller that requested it. Only a hash of the secret is stored; it
 * needs no salt and no slow function, because nobody can guess 256 random bits.
 *
 * @param secret 32 bytes in base64url
 */
public record ApiKey(UUID id, String secret) {

  /** Header that carries a key. */
  public static final String HEADER = "X-API-Key";

  private static final int SECRET_BYTES = 32;
  private static final int ID_DIGITS = 32;
  private static final Pattern FORM = Pattern.compile("cgk_([0-9a-f]{32})_([A-Za-z0-9_-]{43})");

  /** Returns a new key with this id. */
  public static ApiKey random(UUID id, SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new ApiKey(id, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** Returns the key, or empty if the text does not have the form of one. */
  static Optional<ApiKey> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String id = form.group(1);
    long high = HexFormat.fromHexDigitsToLong(id, 0, ID_DIGITS / 2);
    long low = HexFormat.fromHexDigitsToLong(id, ID_DIGITS / 2, ID_DIGITS);
    return Optional.of(new ApiKey(new UUID(high, low), form.group(2)));
  }

  /** Returns the complete key, to be shown to its owner only. */
  public String text() {
    return "cgk_" + id.toString().replace("-", "") + "_" + secret;
  }

  /** Returns the SHA-256 of the secret, in hex. */
  public String secretHash() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(secret.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * Returns whether the secret has this hash. Takes constant time, to reveal nothing about either.
   */
  boolean hasHash(String hash) {
    return MessageDigest.isEqual(
        secretHash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.UTF_8));
  }

  /** Omits the secret. */
  @Override
  public String toString() {
    return "ApiKey[" + id + "]";
  }
}
