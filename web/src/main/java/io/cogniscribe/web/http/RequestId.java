package io.cogniscribe.web.http;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request an id: the client's, if it sends a UUID, else a new one. The id is in the
 * response and in each log line of the request, and becomes the correlation id.
 */
public final class RequestId extends OncePerRequestFilter {

  /** Header of the request and of the response. */
  public static final String HEADER = "X-Request-Id";

  private static final String ATTRIBUTE = RequestId.class.getName();
  private static final String LOG_KEY = "request_id";

  /**
   * Returns the id of the request.
   *
   * @throws IllegalStateException when the filter has not run
   */
  public static UUID of(HttpServletRequest request) {
    return find(request).orElseThrow(() -> new IllegalStateException("no " + HEADER));
  }

  /** Returns the id of the request, or empty if the filter has not run. */
  public static Optional<UUID> find(HttpServletRequest request) {
    return Optional.ofNullable((UUID) request.getAttribute(ATTRIBUTE));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    UUID id =
        CanonicalUuid.parse(request.getHeader(HEADER)).orElseGet(UuidCreator::getTimeOrderedEpoch);
    request.setAttribute(ATTRIBUTE, id);
    response.setHeader(HEADER, id.toString());
    try (var _ = MDC.putCloseable(LOG_KEY, id.toString())) {
      chain.doFilter(request, response);
    }
  }
}
