package io.cogniscribe.command.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The owner of an address. A subscriber to IPv6 has 2^64 or more addresses with a common prefix.
 *
 * @param network the common prefix of the subscriber's addresses, in hex; any text that is not an
 *     address stands for itself
 */
public record Subscriber(String network) {

  private static final int NETWORK_BYTES = 8;

  /** Returns the subscriber that has the address. */
  public static Subscriber of(String address) {
    try {
      InetAddress literal = InetAddress.ofLiteral(address);
      byte[] bytes = literal.getAddress();
      return new Subscriber(
          HexFormat.of()
              .formatHex(
                  literal instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes));
    } catch (IllegalArgumentException notAnAddress) {
      return new Subscriber(address);
    }
  }

  /** Omits the network, which identifies a person. */
  @Override
  public String toString() {
    return "Subscriber[]";
  }
}
