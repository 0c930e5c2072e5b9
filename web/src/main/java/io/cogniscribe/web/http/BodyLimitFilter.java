package io.cogniscribe.web.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Refuses bodies that exceed the limit of {@link WebPolicy}, with or without a Content-Length. */
public final class BodyLimitFilter extends OncePerRequestFilter {

  private final WebPolicy policy;
  private final HandlerExceptionResolver errors;

  /**
   * @param errors renders the refusal, because no controller has been reached
   */
  public BodyLimitFilter(WebPolicy policy, HandlerExceptionResolver errors) {
    this.policy = policy;
    this.errors = errors;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long limit = policy.bodyLimit(request.getRequestURI());
    if (request.getContentLengthLong() > limit) {
      errors.resolveException(request, response, null, new BodyTooLargeException(limit));
    } else {
      chain.doFilter(new LimitedRequest(request, limit), response);
    }
  }
}
