package io.cogniscribe.command.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whose address a request came from. */
final class ClientAddress {

  private ClientAddress() {}

  /**
   * The peer's address; when the peer is a proxy on this machine, the address that it forwarded.
   * Proxies append what they saw, so the list is believed from its end, and only as far as the
   * addresses are those of this machine; the rest is whatever the client wrote.
   *
   * @param forwardedFor the values of {@code X-Forwarded-For}, in order
   */
  static String of(String peer, List<String> forwardedFor) {
    InetAddress client = literal(peer);
    if (client == null) {
      return peer;
    }
    List<String> hops =
        forwardedFor.stream().flatMap(line -> Arrays.stream(line.split(",", -1))).toList();
    for (String hop : hops.reversed()) {
      InetAddress next = literal(hop.strip());
      if (!client.isLoopbackAddress() || next == null) {
        break;
      }
      client = next;
    }
    // A zone such as %eth0 means nothing elsewhere, and no database takes it for an address.
    return Objects.requireNonNull(client.getHostAddress()).replaceFirst("%.*", "");
  }

  private static @Nullable InetAddress literal(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }
}
