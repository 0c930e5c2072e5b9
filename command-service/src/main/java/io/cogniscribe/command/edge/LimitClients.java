package io.cogniscribe.command.edge;

import io.cogniscribe.web.http.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Names clients without a token by keyed digests of their addresses, so that a Redis key does not
 * identify a person.
 *
 * @param secret at least 32 bytes, the same for all instances
 */
record LimitClients(SecretKey secret, TrustedProxies proxies) {

  private static final int NAME_BYTES = 16;

  String nameOf(HttpServletRequest request) {
    return nameOf(proxies.clientOf(request));
  }

  String nameOf(String address) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      mac.update("address:".getBytes(StandardCharsets.UTF_8));
      byte[] digest =
          mac.doFinal(Subscriber.of(address).network().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }
}
