package io.cogniscribe.web.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import io.cogniscribe.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * The keys of access tokens. One key signs. Tokens of the previous key are accepted too, so that a
 * key can be changed without logging out all users.
 */
public record TokenKeys(SecretKey current, Optional<SecretKey> previous) {

  private static final byte[] ID_LABEL = "kid".getBytes(StandardCharsets.UTF_8);
  private static final int ID_BYTES = 9;

  /**
   * Returns the keys of the settings.
   *
   * @throws io.cogniscribe.settings.SettingsException when a key is invalid
   */
  public static TokenKeys of(Settings settings) {
    return new TokenKeys(
        settings.secret("JWT_SECRET_KEY"),
        settings.previousSecret("JWT_SECRET_KEY_PREVIOUS", "JWT_SECRET_KEY"));
  }

  /** Returns all accepted keys with their ids. */
  JWKSet believed() {
    return new JWKSet(
        Stream.concat(Stream.of(current), previous.stream()).map(TokenKeys::named).toList());
  }

  /** Returns the key with its id, for HS256. */
  static JWK named(SecretKey key) {
    return new OctetSequenceKey.Builder(key).keyID(id(key)).algorithm(JWSAlgorithm.HS256).build();
  }

  /**
   * Returns the {@code kid} of a key: an HMAC made with the key, which reveals no more than a
   * signature.
   */
  private static String id(SecretKey key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] id = Arrays.copyOf(mac.doFinal(ID_LABEL), ID_BYTES);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }

  /** Omits the keys. */
  @Override
  public String toString() {
    return "TokenKeys[" + believed().size() + "]";
  }
}
