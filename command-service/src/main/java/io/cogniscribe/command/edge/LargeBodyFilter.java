package io.cogniscribe.command.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Wraps requests so that {@link LargeBodies} receives their bodies when a controller reads them.
 */
final class LargeBodyFilter extends OncePerRequestFilter {

  private final LargeBodies bodies;

  LargeBodyFilter(LargeBodies bodies) {
    this.bodies = bodies;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean isChunked = request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    if (!isChunked && request.getContentLengthLong() <= LargeBodies.LARGE) {
      chain.doFilter(request, response);
      return;
    }
    try (ReceivedRequest received = new ReceivedRequest(request, bodies)) {
      chain.doFilter(received, response);
    }
  }
}
