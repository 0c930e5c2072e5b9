package io.cogniscribe.web.http;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses an address as proxies write it into {@code X-Forwarded-For}: alone, or with the client's
 * port ({@code 192.0.2.1:5678}, {@code [2001:db8::7]:443}).
 */
final class ForwardedAddress {

  private static final Pattern BRACKETS = Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::[0-9]{1,5})?");
  private static final Pattern IPV4_WITH_PORT = Pattern.compile("([0-9.]+):[0-9]{1,5}");

  private ForwardedAddress() {}

  /** Returns the address, or empty if the text is not an IP literal. Never resolves a host name. */
  static Optional<InetAddress> parse(String text) {
    String address = text.strip();
    for (Pattern form : new Pattern[] {BRACKETS, IPV4_WITH_PORT}) {
      Matcher matcher = form.matcher(address);
      if (matcher.matches()) {
        return literal(matcher.group(1));
      }
    }
    return literal(address);
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }
}
