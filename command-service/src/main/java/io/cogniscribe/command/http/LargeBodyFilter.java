package io.cogniscribe.command.http;

import io.cogniscribe.web.http.WebPolicy;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Lets requests with large bodies in while the {@link BodyBudget} has room for them. */
final class LargeBodyFilter extends OncePerRequestFilter {

  /** Bodies up to this size, in bytes, are not worth counting. */
  static final long LARGE = 64 * 1024;

  private final BodyBudget budget;
  private final WebPolicy policy;
  private final HandlerExceptionResolver errors;

  LargeBodyFilter(BodyBudget budget, WebPolicy policy, HandlerExceptionResolver errors) {
    this.budget = budget;
    this.policy = policy;
    this.errors = errors;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long size = size(request);
    if (size <= LARGE) {
      chain.doFilter(request, response);
      return;
    }
    try (var _ = budget.take(size)) {
      chain.doFilter(request, response);
    } catch (OverloadedException e) {
      errors.resolveException(request, response, null, e);
    }
  }

  /** What a chunked body may grow to is taken for what it is. */
  private long size(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null
        ? request.getContentLengthLong()
        : policy.bodyLimit(request.getRequestURI());
  }
}
