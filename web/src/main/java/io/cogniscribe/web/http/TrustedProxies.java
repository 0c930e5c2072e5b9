package io.cogniscribe.web.http;

import io.cogniscribe.settings.Network;
import io.cogniscribe.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Proxies whose forwarded headers are trusted. Headers from all other peers are ignored, because
 * any client can write them.
 *
 * @param networks the networks of the proxies; empty if there are none
 */
public record TrustedProxies(List<Network> networks) {

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

  public TrustedProxies {
    networks = List.copyOf(networks);
  }

  /**
   * {@code TRUSTED_PROXIES}: addresses or networks, separated by commas; {@code none} for nobody.
   * Unless set, this machine, as long as the service listens to this machine alone.
   */
  public static TrustedProxies of(Settings settings) {
    InetAddress own = InetAddress.ofLiteral(settings.bindAddress());
    boolean isLocal = Network.LOOPBACK.stream().anyMatch(network -> network.contains(own));
    return new TrustedProxies(
        settings.networks("TRUSTED_PROXIES").orElse(isLocal ? Network.LOOPBACK : List.of()));
  }

  /**
   * A client as the proxies report it.
   *
   * @param address IP literal without a zone, as PostgreSQL accepts it
   * @param hops number of trusted entries of the forwarded headers
   */
  private record Client(String address, int hops) {}

  /** Returns the address of the client, as an IP literal without a zone. */
  public String clientOf(HttpServletRequest request) {
    return clientOf(request.getRemoteAddr(), values(request, FORWARDED_FOR));
  }

  /**
   * Returns the peer's address or, if the peer is a trusted proxy, the address that it forwarded,
   * and so on. Each proxy appends the address of its peer. The list is therefore read from its end,
   * and only while the addresses are those of trusted proxies: a client can have written the rest.
   *
   * @param forwardedFor values of {@code X-Forwarded-For}, in order
   */
  String clientOf(String peer, List<String> forwardedFor) {
    return client(peer, forwardedFor).address();
  }

  /** Returns whether the client's connection is encrypted, to this service or to a proxy. */
  public boolean isSecure(HttpServletRequest request) {
    return request.isSecure()
        || isSecure(
            request.getRemoteAddr(),
            values(request, FORWARDED_FOR),
            values(request, FORWARDED_PROTO));
  }

  /**
   * Returns whether the proxy nearest to the client reports {@code https}. Each proxy writes one
   * entry into both headers, so the client's scheme has the same index as its address. A proxy that
   * replaces the scheme leaves a shorter list, whose first entry is the client's.
   *
   * @param forwardedProto values of {@code X-Forwarded-Proto}, in order
   */
  boolean isSecure(String peer, List<String> forwardedFor, List<String> forwardedProto) {
    if (ForwardedAddress.parse(peer).filter(this::isTrusted).isEmpty()) {
      return false;
    }
    List<String> schemes = entries(forwardedProto);
    int hops = Math.max(1, client(peer, forwardedFor).hops());
    return !schemes.isEmpty()
        && schemes.get(Math.max(0, schemes.size() - hops)).equalsIgnoreCase("https");
  }

  private Client client(String peer, List<String> forwardedFor) {
    Optional<InetAddress> client = ForwardedAddress.parse(peer);
    if (client.isEmpty()) {
      return new Client(peer, 0);
    }
    InetAddress last = client.get();
    int hops = 0;
    for (String entry : entries(forwardedFor).reversed()) {
      Optional<InetAddress> next =
          isTrusted(last) ? ForwardedAddress.parse(entry) : Optional.empty();
      if (next.isEmpty()) {
        break;
      }
      last = next.get();
      hops++;
    }
    return new Client(text(last), hops);
  }

  private boolean isTrusted(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  private static List<String> values(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }

  private static List<String> entries(List<String> lines) {
    return lines.stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  /** Removes a zone such as %eth0, which has a meaning on this host only. */
  private static String text(InetAddress address) {
    return Objects.requireNonNull(address.getHostAddress()).replaceFirst("%.*", "");
  }
}
