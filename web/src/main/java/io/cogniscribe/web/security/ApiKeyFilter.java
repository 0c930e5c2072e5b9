package io.cogniscribe.web.security;

import io.cogniscribe.web.http.WebPolicy;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates programs by their API keys. All invalid keys get the same answer, so that it does
 * not reveal which part was correct. Public paths ignore keys.
 */
final class ApiKeyFilter extends OncePerRequestFilter {

  private final ApiKeyCheck keys;
  private final WebPolicy policy;
  private final ProblemWriter writer;
  private final RefusedKeys refusals;

  ApiKeyFilter(ApiKeyCheck keys, WebPolicy policy, ProblemWriter writer, RefusedKeys refusals) {
    this.keys = keys;
    this.policy = policy;
    this.writer = writer;
    this.refusals = refusals;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getHeader(ApiKey.HEADER) == null || policy.isPublic(request.getRequestURI());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(CallerAuthentication.of(caller(only(request), request)));
      SecurityContextHolder.setContext(context);
    } catch (ProblemException refused) {
      writer.write(request, response, refused);
      return;
    }
    chain.doFilter(request, response);
  }

  /** Returns the only credential of the request: with two, the caller would be ambiguous. */
  private static String only(HttpServletRequest request) {
    List<String> sent = Collections.list(request.getHeaders(ApiKey.HEADER));
    if (sent.size() > 1 || request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST,
          "ambiguous_credentials",
          "Send one credential: either Authorization or X-API-Key, once.");
    }
    return sent.getFirst();
  }

  private Caller caller(String text, HttpServletRequest request) {
    Optional<ApiKey> key = ApiKey.parse(text);
    return key.flatMap(this::callerOf)
        .orElseThrow(() -> {
          refusals.refused(request, key.map(ApiKey::id));
          return invalid();
        });
  }

  private Optional<Caller> callerOf(ApiKey key) {
    return keys.find(key.id())
        .filter(found -> key.hasHash(found.secretHash()))
        .map(good -> new Caller(key.id(), good.label(), Set.of(good.role())));
  }

  private static ProblemException invalid() {
    return new ProblemException(
            HttpStatus.UNAUTHORIZED,
            "invalid_api_key",
            "The API key is not valid or no longer valid. Ask an operator for a new one.")
        .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }
}
