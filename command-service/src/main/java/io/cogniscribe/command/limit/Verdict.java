package io.cogniscribe.command.limit;

/**
 * The decision on a request, with the state of the window that has the least left.
 *
 * @param allowed true if the request is within the client's quota
 * @param window the name of the window
 * @param resetSeconds the seconds until the window ends
 */
public record Verdict(boolean allowed, String window, long remaining, long resetSeconds) {

  /** Returns the value of the header {@code RateLimit}. */
  public String header(RouteClass routeClass) {
    return "\"%s-%s\";r=%d;t=%d".formatted(routeClass.label(), window, remaining, resetSeconds);
  }
}
