package io.cogniscribe.command.edge;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Computes fingerprints of requests as clients sent them, before ids and salts are added. A
 * fingerprint distinguishes a retry from another request that reuses its idempotency key. Outcomes
 * store fingerprints, so they are keyed: the body of a registration contains a password, which an
 * attacker could guess from an unkeyed digest much faster than from the password hash.
 *
 * @param key kept permanently, like the key of the name claims: a retry may come after a restart
 */
public record Fingerprints(SecretKey key) {

  /**
   * Returns the fingerprint of a request: 64 hexadecimal digits.
   *
   * @param route method and path
   */
  public String of(String route, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(("request:" + route + "\n").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }
}
