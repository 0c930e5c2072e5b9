package io.cogniscribe.web.security;

import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses tokens whose session has ended, which a valid signature does not show. */
final class SessionFilter extends OncePerRequestFilter {

  private final SessionCheck sessions;
  private final ProblemWriter writer;

  SessionFilter(SessionCheck sessions, ProblemWriter writer) {
    this.sessions = sessions;
    this.writer = writer;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    SecurityContext context = SecurityContextHolder.getContext();
    if (context.getAuthentication() instanceof CallerAuthentication authentication) {
      Caller caller = authentication.getPrincipal();
      try {
        Caller now = sessions.current(caller);
        if (!now.equals(caller)) {
          context.setAuthentication(CallerAuthentication.of(now));
        }
      } catch (ProblemException refused) {
        writer.write(request, response, refused);
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
