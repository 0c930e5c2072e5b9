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
 * The keys of access tokens. One signs; the one that signed before is believed, too, so that a key
 * can be changed without logging everybody out.
 */
public record TokenKeys(SecretKey current, Optional<SecretKey> previous) {

  private static final byte[] ID_LABEL = "kid".getBytes(StandardCharsets.UTF_8);
  private static final int ID_BYTES = 9;

  /** The keys that the environment names; a wrong one is refused. */
  public static TokenKeys of(Settings settings) {
    return new TokenKeys(settings.jwtSecretKey(), settings.previousJwtSecretKey());
  }

  /** All keys that are believed, each under its id. */
  JWKSet believed() {
    return new JWKSet(
        Stream.concat(Stream.of(current), previous.stream()).map(TokenKeys::named).toList());
  }

  /** The key under its id, for the one algorithm that there is. */
  static JWK named(SecretKey key) {
    return new OctetSequenceKey.Builder(key).keyID(id(key)).algorithm(JWSAlgorithm.HS256).build();
  }

  /**
   * The name by which a token refers to its key ({@code kid}): a digest that is made with the key,
   * so that nobody learns from it more than from a signature.
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

  /** Without the keys. */
  @Override
  public String toString() {
    return "TokenKeys[" + believed().size() + "]";
  }
}
