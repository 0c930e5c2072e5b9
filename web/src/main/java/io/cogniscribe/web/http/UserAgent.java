package io.cogniscribe.web.http;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Reads the User-Agent header, shortened to the length of its column. */
public final class UserAgent {

  private static final int MAX_LENGTH = 500;

  private UserAgent() {}

  /**
   * Returns a printable line of at most 500 characters, or null if the header is missing or blank.
   */
  public static @Nullable String of(HttpServletRequest request) {
    String agent = request.getHeader(HttpHeaders.USER_AGENT);
    if (agent == null || agent.isBlank()) {
      return null;
    }
    String printable = agent.replaceAll("\\p{Cntrl}", "?");
    return printable.substring(0, Math.min(printable.length(), MAX_LENGTH));
  }
}
