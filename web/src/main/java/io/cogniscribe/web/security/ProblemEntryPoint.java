package io.cogniscribe.web.security;

import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.problem.ProblemWriter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Says no the way the bearer scheme wants it (WWW-Authenticate), and in a problem document. */
final class ProblemEntryPoint implements AuthenticationEntryPoint, AccessDeniedHandler {

  private final AuthenticationEntryPoint unauthenticated =
      new BearerTokenAuthenticationEntryPoint();
  private final AccessDeniedHandler denied = new BearerTokenAccessDeniedHandler();
  private final ProblemWriter writer;

  ProblemEntryPoint(ProblemWriter writer) {
    this.writer = writer;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
      throws IOException, ServletException {
    unauthenticated.commence(request, response, exception);
    writer.write(
        request,
        response,
        new ProblemException(
            HttpStatus.UNAUTHORIZED, "unauthorized", "A valid bearer token is required."));
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
      throws IOException, ServletException {
    denied.handle(request, response, exception);
    writer.write(request, response, ProblemException.forbidden("Your role does not allow this."));
  }
}
