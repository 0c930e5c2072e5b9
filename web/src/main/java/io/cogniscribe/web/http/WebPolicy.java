package io.cogniscribe.web.http;

import io.cogniscribe.settings.HttpLimits;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The rules of a service for its requests: paths that need no token, and limits of body sizes.
 * Paths are patterns such as {@code /api/jobs/{id}} or {@code /api/auth/**}.
 */
public final class WebPolicy {

  private record BodyLimit(PathPattern path, long bytes) {}

  private final List<String> publicPaths;
  private final List<PathPattern> publicPatterns;
  private final List<BodyLimit> bodyLimits;

  private WebPolicy(List<String> publicPaths, List<BodyLimit> bodyLimits) {
    this.publicPaths = List.copyOf(publicPaths);
    this.publicPatterns =
        publicPaths.stream().map(PathPatternParser.defaultInstance::parse).toList();
    this.bodyLimits = List.copyOf(bodyLimits);
  }

  /**
   * Returns a policy in which each path needs a token and bodies have at most {@link
   * HttpLimits#LARGEST_BODY} bytes.
   */
  public static WebPolicy strict() {
    return new WebPolicy(List.of(), List.of());
  }

  /** Returns this policy with additional paths that need no token. */
  public WebPolicy withPublicPaths(String... paths) {
    return new WebPolicy(
        Stream.concat(publicPaths.stream(), Stream.of(paths)).toList(), bodyLimits);
  }

  /** Returns this policy with a body limit for the path. The first matching limit applies. */
  public WebPolicy withBodyLimit(String path, long bytes) {
    BodyLimit limit = new BodyLimit(PathPatternParser.defaultInstance.parse(path), bytes);
    return new WebPolicy(
        publicPaths, Stream.concat(bodyLimits.stream(), Stream.of(limit)).toList());
  }

  /** Returns the paths that need no token. */
  public List<String> publicPaths() {
    return publicPaths;
  }

  /** Returns whether the path needs no token. */
  public boolean isPublic(String path) {
    PathContainer container = PathContainer.parsePath(path);
    return publicPatterns.stream().anyMatch(pattern -> pattern.matches(container));
  }

  /** Returns the body limit of the path in bytes. */
  public long bodyLimit(String path) {
    PathContainer container = PathContainer.parsePath(path);
    return bodyLimits.stream()
        .filter(limit -> limit.path().matches(container))
        .mapToLong(BodyLimit::bytes)
        .findFirst()
        .orElse(HttpLimits.LARGEST_BODY);
  }
}
