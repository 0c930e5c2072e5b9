package io.cogniscribe.web.security;

import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Refuses a request with the challenge of the bearer scheme (RFC 6750) and a problem document.
 * Spring Security's own challenge refers to a metadata document that these services do not have.
 */
record ProblemEntryPoint(ProblemWriter writer)
    implements AuthenticationEntryPoint, AccessDeniedHandler {

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
      throws IOException {
    String challenge =
        exception instanceof OAuth2AuthenticationException refused
            ? "Bearer error=\"" + refused.getError().getErrorCode() + "\""
            : "Bearer";
    writer.write(
        request,
        response,
        new ProblemException(
                HttpStatus.UNAUTHORIZED, "unauthorized", "A valid bearer token is required.")
            .withHeader(HttpHeaders.WWW_AUTHENTICATE, challenge));
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
      throws IOException {
    writer.write(
        request,
        response,
        ProblemException.forbidden("Your role does not allow this.")
            .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\""));
  }
}
