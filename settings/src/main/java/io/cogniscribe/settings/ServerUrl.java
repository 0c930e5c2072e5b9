package io.cogniscribe.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of {@code scheme://user:password@host:port/path?query}, percent-decoded. {@link URI}
 * alone is not enough, because it finds no host in names with an underscore, which container
 * networks have.
 */
record ServerUrl(
    String scheme,
    @Nullable String user,
    @Nullable String password,
    String host,
    int port,
    String path,
    @Nullable String query) {

  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?:(?<user>[^:@]*)(?::(?<password>[^@]*))?@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(?<port>[0-9]{1,5}))?");

  /** Parses a URL; empty when the text is not such a URL. */
  static Optional<ServerUrl> parse(String text, int defaultPort) {
    try {
      URI uri = new URI(text);
      Matcher authority = AUTHORITY.matcher(Objects.requireNonNullElse(uri.getRawAuthority(), ""));
      if (uri.getScheme() == null || uri.getRawFragment() != null || !authority.matches()) {
        return Optional.empty();
      }
      String port = authority.group("port");
      return Optional.of(
          new ServerUrl(
              uri.getScheme(),
              decoded(authority.group("user")),
              decoded(authority.group("password")),
              authority.group("host"),
              port == null ? defaultPort : Integer.parseInt(port),
              Objects.requireNonNullElse(uri.getPath(), ""),
              uri.getRawQuery()));
    } catch (URISyntaxException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** Decodes percent-encoding only, because a plus sign in a password must stay. */
  private static @Nullable String decoded(@Nullable String part) {
    return part == null || part.isEmpty()
        ? null
        : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Returns the path without its leading slash. */
  String name() {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  boolean hasValidPort() {
    return port >= 1 && port <= 65535;
  }
}
