package io.cogniscribe.settings;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A range of addresses, in the notation {@code address/prefix}.
 *
 * @param address any address of the range
 * @param prefix the number of leading bits that all addresses share
 */
public record Network(InetAddress address, int prefix) {

  /** The loopback addresses. */
  public static final List<Network> LOOPBACK =
      List.of(
          new Network(InetAddress.ofLiteral("127.0.0.0"), 8),
          new Network(InetAddress.ofLiteral("::1"), 128));

  /** Parses a network or a single address; empty when the text is neither. */
  public static Optional<Network> parse(String text) {
    String[] parts = text.split("/", -1);
    try {
      InetAddress address = InetAddress.ofLiteral(parts[0]);
      int bits = address.getAddress().length * Byte.SIZE;
      int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
      return parts.length <= 2 && prefix >= 0 && prefix <= bits
          ? Optional.of(new Network(address, prefix))
          : Optional.empty();
    } catch (IllegalArgumentException noAddressOrNumber) {
      return Optional.empty();
    }
  }

  /**
   * Returns whether the network contains an address. An address of the other IP version is never
   * contained.
   */
  public boolean contains(InetAddress other) {
    byte[] ours = address.getAddress();
    byte[] theirs = other.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns the notation that {@link #parse} reads. */
  @Override
  public String toString() {
    return address.getHostAddress() + "/" + prefix;
  }
}
