package io.cogniscribe.command.limit;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The number of requests that a client may send. Both windows begin with the client's first
 * request.
 *
 * @param perMinute 0 for no limit
 * @param perHour 0 for no limit
 */
public record Quota(int perMinute, int perHour) {

  /** No limit at all. */
  public static final Quota UNLIMITED = new Quota(0, 0);

  /**
   * One of the quota's windows.
   *
   * @param limit 0 for no limit
   */
  record Window(String name, int limit, Duration length) {

    /**
     * Returns the number of further requests that fit into the window; negative if the limit was
     * lowered.
     */
    long left(long used) {
      return limit == 0 ? Long.MAX_VALUE : limit - used;
    }
  }

  Window minute() {
    return new Window("minute", perMinute, Duration.ofMinutes(1));
  }

  Window hour() {
    return new Window("hour", perHour, Duration.ofHours(1));
  }

  /** Returns whether neither window has a limit. */
  public boolean isUnlimited() {
    return perMinute == 0 && perHour == 0;
  }

  /** Returns the largest number of requests that can be allowed at once. */
  public int largestBatch() {
    return windows().stream().mapToInt(Window::limit).min().orElse(Integer.MAX_VALUE);
  }

  /** Returns the windows that have a limit. */
  private List<Window> windows() {
    return Stream.of(minute(), hour()).filter(window -> window.limit() > 0).toList();
  }

  /** Returns the quota that allows more requests in an hour. */
  Quota orMoreGenerous(Quota other) {
    return anHour(other) > anHour(this) ? other : this;
  }

  private static long anHour(Quota quota) {
    long byMinute = quota.perMinute == 0 ? Long.MAX_VALUE : 60L * quota.perMinute;
    long byHour = quota.perHour == 0 ? Long.MAX_VALUE : quota.perHour;
    return Math.min(byMinute, byHour);
  }

  /** Returns the value of the header {@code RateLimit-Policy}. */
  public String policy(RouteClass routeClass) {
    return windows().stream()
        .map(window ->
            "\"%s-%s\";q=%d;w=%d"
                .formatted(
                    routeClass.label(), window.name(), window.limit(), window.length().toSeconds()))
        .collect(Collectors.joining(", "));
  }
}
