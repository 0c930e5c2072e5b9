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
 * Says to a service for whom a request is made. The services believe these headers of the gateway,
 * so it passes them on only from trusted proxies.
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

  /** Whether the header is one of those that only proxies may write. */
  static boolean isForwarding(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Adds the headers for the request's peer, behind those that a trusted peer sent. */
  void add(Request from, HttpRequest to) {
    InetAddress peer =
        ((InetSocketAddress) from.getConnectionMetaData().getRemoteSocketAddress()).getAddress();
    boolean isTrusted = trusted.stream().anyMatch(network -> network.contains(peer));
    HttpFields claimed = isTrusted ? from.getHeaders() : HttpFields.EMPTY;
    to.setHeader(FOR, list(claimed.getValuesList(FOR), text(peer)));
    // The peer's own connection is not encrypted, but the trusted peer knows more.
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
