package io.cogniscribe.devstack.gateway;

import io.cogniscribe.settings.Network;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.hc.core5.http.HttpRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/**
 * Adds the client's address and scheme to a request to a service. The services trust these headers
 * from the gateway, so it passes on only those of trusted proxies.
 */
record ForwardedHeaders(List<Network> trusted) {

  private static final String FOR = "X-Forwarded-For";
  private static final String PROTO = "X-Forwarded-Proto";

  private static final Set<String> NAMES =
      Set.of(
          "forwarded",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-prefix",
          "x-forwarded-proto",
          "x-forwarded-server",
          "x-forwarded-ssl",
          "x-real-ip");

  /** Returns whether only proxies may write the header. */
  static boolean isForwarding(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Adds the headers for the request's peer, after those that a trusted peer sent. */
  void add(Request from, HttpRequest to) {
    InetAddress peer =
        ((InetSocketAddress) from.getConnectionMetaData().getRemoteSocketAddress()).getAddress();
    boolean isTrusted = trusted.stream().anyMatch(network -> network.contains(peer));
    HttpFields claimed = isTrusted ? from.getHeaders() : HttpFields.EMPTY;
    to.setHeader(FOR, list(claimed.getValuesList(FOR), text(peer)));
    // The peer's own connection is not encrypted, but a trusted peer knows the client's scheme.
    List<String> schemes = claimed.getValuesList(PROTO);
    to.setHeader(PROTO, schemes.isEmpty() ? "http" : String.join(", ", schemes));
  }

  private static String list(List<String> before, String last) {
    return before.isEmpty() ? last : String.join(", ", before) + ", " + last;
  }

  private static String text(InetAddress address) {
    return Objects.requireNonNull(address.getHostAddress()).replaceFirst("%.*", "");
  }
}
