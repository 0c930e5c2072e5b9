package io.cogniscribe.web.access;

import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers {@code OPTIONS}, and answers 405 to a method that a path does not have. {@code Allow}
 * lists the methods of both services, because they share paths and a client sees one API.
 */
final class MethodFilter extends OncePerRequestFilter {

  private final Side side;
  private final ProblemWriter writer;

  /**
   * @param side the service whose own routes pass
   */
  MethodFilter(Side side, ProblemWriter writer) {
    this.side = side;
    this.writer = writer;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    List<Route> routes = AccessTable.at(request.getRequestURI());
    boolean isOurs =
        routes.stream().anyMatch(route -> route.side() == side && route.takes(request.getMethod()));
    if (routes.isEmpty() || isOurs) {
      chain.doFilter(request, response);
    } else if (request.getMethod().equals(RequestMethod.OPTIONS.name())) {
      response.setHeader(HttpHeaders.ALLOW, allow(routes));
    } else {
      writer.write(
          request,
          response,
          ProblemException.methodNotAllowed().withHeader(HttpHeaders.ALLOW, allow(routes)));
    }
  }

  private static String allow(List<Route> routes) {
    Set<String> methods = new LinkedHashSet<>();
    for (RequestMethod method : RequestMethod.values()) {
      if (routes.stream().anyMatch(route -> route.takes(method.name()))) {
        methods.add(method.name());
      }
    }
    methods.add(RequestMethod.OPTIONS.name());
    return String.join(", ", methods);
  }
}
