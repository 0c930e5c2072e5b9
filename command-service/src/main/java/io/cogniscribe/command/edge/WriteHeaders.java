package io.cogniscribe.command.edge;

import io.cogniscribe.web.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The options of a write that its headers set.
 *
 * @param idempotencyKey makes a retry of the request the same command; null if the client sends
 *     none
 * @param expectedVersion the version that the aggregate must have; null for any
 * @param respondAsync true if the client does not wait for the outcome
 */
public record WriteHeaders(
    @Nullable String idempotencyKey, @Nullable Long expectedVersion, boolean respondAsync) {

  static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  static final String PREFER = "Prefer";

  /** The response header that names the preference that the service applied. */
  public static final String PREFERENCE_APPLIED = "Preference-Applied";

  /** The preference of a client that does not wait for the outcome. */
  public static final String RESPOND_ASYNC = "respond-async";

  /** A write without any of these headers. */
  public static final WriteHeaders NONE = new WriteHeaders(null, null, false);

  private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");
  private static final Pattern STRONG_TAG = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");

  /**
   * Reads the headers.
   *
   * @throws ProblemException 422, when one of them is malformed
   */
  static WriteHeaders of(HttpHeaders headers) {
    return new WriteHeaders(
        idempotencyKey(headers),
        expectedVersion(headers),
        prefersAsync(headers.getOrEmpty(PREFER)));
  }

  private static @Nullable String idempotencyKey(HttpHeaders headers) {
    String key = only(headers, IDEMPOTENCY_KEY);
    if (key != null) {
      checkKey(IDEMPOTENCY_KEY, key);
    }
    return key;
  }

  /**
   * Refuses a malformed idempotency key.
   *
   * @param field the field in which the client sent it
   * @throws ProblemException 422
   */
  public static void checkKey(String field, String key) {
    if (!KEY.matcher(key).matches()) {
      throw ProblemException.invalid(field, "must be 1-255 visible ASCII characters");
    }
  }

  /** Refuses weak tags: versions are compared for equality, which a weak tag does not guarantee. */
  private static @Nullable Long expectedVersion(HttpHeaders headers) {
    String tag = only(headers, HttpHeaders.IF_MATCH);
    if (tag == null || tag.equals("*")) {
      return null;
    }
    Matcher version = STRONG_TAG.matcher(tag);
    if (!version.matches()) {
      throw ProblemException.invalid(
          HttpHeaders.IF_MATCH, "must be one version in quotes, for example \"3\", or *");
    }
    return Long.valueOf(version.group(1));
  }

  /** Parses a list of preferences (RFC 7240), each of which may have a value and parameters. */
  private static boolean prefersAsync(List<String> values) {
    return values.stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(preference -> preference.split(";", 2)[0].strip())
        .anyMatch(RESPOND_ASYNC::equalsIgnoreCase);
  }

  private static @Nullable String only(HttpHeaders headers, String name) {
    List<String> values = headers.getOrEmpty(name);
    if (values.size() > 1) {
      throw ProblemException.invalid(name, "must be sent once");
    }
    return values.isEmpty() ? null : values.getFirst().strip();
  }
}
