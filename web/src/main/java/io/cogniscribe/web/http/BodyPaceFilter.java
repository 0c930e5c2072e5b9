package io.cogniscribe.web.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.ClientAbortException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds every body to the {@link BodyPace}, read by whichever filter or controller. A refused
 * request is answered at once; then the rest of its body is read, so that the client gets to the
 * answer, or the connection is closed. Tomcat would read the rest for as long as bytes drip in.
 */
final class BodyPaceFilter extends OncePerRequestFilter {

  private final BodyPace pace;

  BodyPaceFilter(BodyPace pace) {
    this.pace = pace;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!hasBody(request)) {
      chain.doFilter(request, response);
      return;
    }
    PacedRequest paced = new PacedRequest(request, pace);
    chain.doFilter(paced, response);
    // A client that waits for "100 Continue" has sent nothing, and Tomcat closes its connection.
    boolean isWaiting = request.getHeader(HttpHeaders.EXPECT) != null;
    if (!request.isAsyncStarted() && !isWaiting && !paced.isFinished()) {
      response.flushBuffer();
      if (!paced.drain()) {
        throw new ClientAbortException("the rest of the body does not arrive");
      }
    }
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }
}
