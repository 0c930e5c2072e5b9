package io.cogniscribe.command.edge;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Digests of requests as clients sent them, before ids and salts, which tell a retry from a key
 * that is used twice. They are keyed, because outcomes keep them: the body of a registration holds
 * a password, and a bare digest of it could be searched for much faster than the password's own
 * hash.
 *
 * @param key kept for life, like that of the name claims: a retry may come after a restart
 */
public record Fingerprints(SecretKey key) {

  /**
   * The fingerprint of a request: 64 hexadecimal digits.
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
