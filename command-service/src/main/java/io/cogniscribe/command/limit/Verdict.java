package io.cogniscribe.command.limit;

/**
 * Whether a request is within its client's quota, and what is left of the window that has the least
 * left.
 *
 * @param window its name
 * @param resetSeconds until it is filled up
 */
public record Verdict(boolean allowed, String window, long remaining, long resetSeconds) {

  /** The value of {@code RateLimit}. */
  public String header(RouteClass routeClass) {
    return "\"%s-%s\";r=%d;t=%d".formatted(routeClass.label(), window, remaining, resetSeconds);
  }
}
