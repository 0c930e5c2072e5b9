package io.cogniscribe.web.http;

import io.cogniscribe.settings.Network;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The proxies whose forwarded headers are believed. Anybody can write such headers, so those of all
 * other peers are ignored.
 *
 * @param networks where the proxies are; empty: there are none
 */
public record TrustedProxies(List<Network> networks) {

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

  public TrustedProxies {
    networks = List.copyOf(networks);
  }

  /**
   * A client as the proxies report it.
   *
   * @param address a literal that every database takes
   * @param hops how many entries of the forwarded headers were believed
   */
  private record Client(String address, int hops) {}

  /** The address of the client, as a literal that every database takes. */
  public String clientOf(HttpServletRequest request) {
    return clientOf(request.getRemoteAddr(), values(request, FORWARDED_FOR));
  }

  /**
   * The peer's address, or when that is a proxy, the one that it forwarded, and so on. Proxies
   * append the address of their peer, so the list is believed from its end, and only as far as the
   * addresses are those of proxies; a client can have written the rest.
   *
   * @param forwardedFor the values of {@code X-Forwarded-For}, in order
   */
  String clientOf(String peer, List<String> forwardedFor) {
    return client(peer, forwardedFor).address();
  }

  /** Whether the client's connection is encrypted, here or at a proxy. */
  public boolean isSecure(HttpServletRequest request) {
    return request.isSecure()
        || isSecure(
            request.getRemoteAddr(),
            values(request, FORWARDED_FOR),
            values(request, FORWARDED_PROTO));
  }

  /**
   * Whether the proxy that saw the client reports {@code https}. A proxy writes one entry into each
   * of the two headers, so the client's scheme is at the same place as its address; a proxy that
   * replaces the scheme instead leaves a shorter list, whose first entry is the client's.
   *
   * @param forwardedProto the values of {@code X-Forwarded-Proto}, in order
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

  /** A zone such as %eth0 means nothing elsewhere. */
  private static String text(InetAddress address) {
    return Objects.requireNonNull(address.getHostAddress()).replaceFirst("%.*", "");
  }
}
