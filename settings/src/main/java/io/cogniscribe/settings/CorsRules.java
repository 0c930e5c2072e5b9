package io.cogniscribe.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may read answers (CORS). The services and the gateway answer by the same rules.
 *
 * @param origins the allowed origins as browsers write them; {@code *} allows all
 */
public record CorsRules(List<String> origins) {

  /** The methods that a preflight allows. */
  public static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

  /** The response headers that a page may read. */
  public static final List<String> EXPOSED_HEADERS =
      List.of(
          "ETag",
          "Link",
          "Location",
          "Retry-After",
          "Consistency-Token",
          "Preference-Applied",
          "RateLimit",
          "RateLimit-Policy",
          "X-Request-Id");

  /** The time for which a browser may keep the answer to a preflight. */
  public static final Duration MAX_AGE = Duration.ofHours(1);

  private static final String ANY = "*";

  public CorsRules {
    origins = List.copyOf(origins);
  }

  /**
   * Returns the value of {@code Access-Control-Allow-Origin}; empty when pages of the origin may
   * not read the answer.
   *
   * @param origin the request's {@code Origin}; null when it has none
   */
  public Optional<String> allowedOrigin(@Nullable String origin) {
    if (origin == null) {
      return Optional.empty();
    }
    if (origins.contains(ANY)) {
      return Optional.of(ANY);
    }
    return origins.stream().filter(origin::equalsIgnoreCase).findFirst().map(_ -> origin);
  }
}
