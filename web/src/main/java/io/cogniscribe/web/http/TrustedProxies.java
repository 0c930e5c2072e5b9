package io.cogniscribe.web.http;

import io.cogniscribe.settings.Network;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose word about a request is taken: what proxies say about their clients in headers. Anybody can
 * write such headers, so those of all others are as if they were not there.
 *
 * @param networks where the proxies are; empty: there are none
 */
public record TrustedProxies(List<Network> networks) {

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

  public TrustedProxies {
    networks = List.copyOf(networks);
  }

  /** The address of whoever sent the request, as a literal that every database takes. */
  public String clientOf(HttpServletRequest request) {
    return clientOf(request.getRemoteAddr(), Collections.list(request.getHeaders(FORWARDED_FOR)));
  }

  /**
   * The peer's address, or when that is a proxy, the one that it forwarded, and so on. Proxies
   * append what they saw, so the list is believed from its end, and only as far as the addresses
   * are those of proxies; the rest is whatever the client wrote.
   *
   * @param forwardedFor the values of {@code X-Forwarded-For}, in order
   */
  String clientOf(String peer, List<String> forwardedFor) {
    InetAddress client = literal(peer);
    if (client == null) {
      return peer;
    }
    for (String line : forwardedFor.reversed()) {
      for (String hop : Arrays.asList(line.split(",", -1)).reversed()) {
        InetAddress next = isTrusted(client) ? literal(hop.strip()) : null;
        if (next == null) {
          return text(client);
        }
        client = next;
      }
    }
    return text(client);
  }

  /** Whether the client's connection is encrypted, here or at a proxy. */
  public boolean isSecure(HttpServletRequest request) {
    InetAddress peer = literal(request.getRemoteAddr());
    return request.isSecure()
        || (peer != null
            && isTrusted(peer)
            && "https".equalsIgnoreCase(request.getHeader(FORWARDED_PROTO)));
  }

  private boolean isTrusted(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /** A zone such as %eth0 means nothing elsewhere. */
  private static String text(InetAddress address) {
    return Objects.requireNonNull(address.getHostAddress()).replaceFirst("%.*", "");
  }

  private static @Nullable InetAddress literal(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }
}
