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
 * Gives every request an id: the client's own when it sends a UUID, else a new one. It is in the
 * response, in every log line of the request, and travels on as the correlation id.
 */
public final class RequestId extends OncePerRequestFilter {

  /** The header of the request and of the response. */
  public static final String HEADER = "X-Request-Id";

  private static final String ATTRIBUTE = RequestId.class.getName();
  private static final String LOG_KEY = "request_id";

  /** The id of the request. */
  public static UUID of(HttpServletRequest request) {
    return find(request).orElseThrow(() -> new IllegalStateException("no " + HEADER));
  }

  /** The id of the request; empty before the filter has seen it. */
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

  /** The attribute survives, but another thread may go on with the request. */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return true;
  }
}
