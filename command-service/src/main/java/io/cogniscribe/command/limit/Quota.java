package io.cogniscribe.command.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConfigurationBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many requests a client may send. Both windows begin with the client's first request and are
 * filled up at their ends.
 *
 * @param perMinute 0: as many as he likes
 * @param perHour 0: as many as he likes
 */
public record Quota(int perMinute, int perHour) {

  /** No limit at all. */
  public static final Quota UNLIMITED = new Quota(0, 0);

  /** One of the quota's windows. */
  record Window(String name, int limit, Duration length) {

    private Bandwidth bandwidth() {
      return Bandwidth.builder().capacity(limit).refillIntervally(limit, length).id(name).build();
    }
  }

  /** Whether nothing needs to be counted. */
  public boolean isUnlimited() {
    return perMinute == 0 && perHour == 0;
  }

  /** The most requests that can ever be let through at once. */
  public int largestBatch() {
    return windows().stream().mapToInt(Window::limit).min().orElse(Integer.MAX_VALUE);
  }

  /** The windows that have a limit, in the order of the bucket's bandwidths. */
  List<Window> windows() {
    return Stream.of(
            new Window("minute", perMinute, Duration.ofMinutes(1)),
            new Window("hour", perHour, Duration.ofHours(1)))
        .filter(window -> window.limit() > 0)
        .toList();
  }

  BucketConfiguration bucket() {
    ConfigurationBuilder bucket = BucketConfiguration.builder();
    windows().forEach(window -> bucket.addLimit(window.bandwidth()));
    return bucket.build();
  }

  /** Whichever lets more requests through in an hour. */
  Quota orMoreGenerous(Quota other) {
    return anHour(other) > anHour(this) ? other : this;
  }

  private static long anHour(Quota quota) {
    long byMinute = quota.perMinute == 0 ? Long.MAX_VALUE : 60L * quota.perMinute;
    long byHour = quota.perHour == 0 ? Long.MAX_VALUE : quota.perHour;
    return Math.min(byMinute, byHour);
  }

  /** The value of {@code RateLimit-Policy}. */
  public String policy(RouteClass routeClass) {
    return windows().stream()
        .map(window ->
            "\"%s-%s\";q=%d;w=%d"
                .formatted(
                    routeClass.label(), window.name(), window.limit(), window.length().toSeconds()))
        .collect(Collectors.joining(", "));
  }
}
