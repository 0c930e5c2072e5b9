package io.cogniscribe.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pages that may read responses (CORS). The services and the gateway use the same rules.
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
  private static final Pattern ORIGIN =
      Pattern.compile("\\*|https?://(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?");

  public CorsRules {
    origins = List.copyOf(origins);
  }

  /**
   * Reads {@code CORS_ALLOW_ORIGINS}: origins separated by commas, none by default, {@code *} for
   * any.
   */
  public static CorsRules of(Settings settings) {
    String variable = "CORS_ALLOW_ORIGINS";
    List<String> origins = Settings.list(settings.value(variable).orElse(""));
    if (!origins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches())) {
      throw new SettingsException(
          variable,
          "is not a list of origins",
          "set it to origins such as https://app.example.org, separated by commas, or to *");
    }
    return new CorsRules(origins);
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
