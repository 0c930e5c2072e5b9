package io.cogniscribe.command.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Whose an address is: a subscriber to IPv6 has 2^64 addresses and more, which begin alike.
 *
 * @param network what his addresses have in common, in hex; what is no address stands for itself
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

  /** Without what tells who somebody is. */
  @Override
  public String toString() {
    return "Subscriber[]";
  }
}
