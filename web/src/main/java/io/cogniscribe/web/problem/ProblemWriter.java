package io.cogniscribe.web.problem;

import io.cogniscribe.web.http.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes problem documents directly to the response. Filters and controllers then answer alike, and
 * the {@code Accept} header has no effect.
 */
public final class ProblemWriter {

  private final JsonMapper json;

  public ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  /** Answers with the problem; does nothing if the response is already committed. */
  public void write(
      HttpServletRequest request, HttpServletResponse response, ProblemException problem)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    byte[] body =
        json.writeValueAsBytes(
            Problem.of(problem, instance(request), RequestId.find(request).orElse(null)));
    response.resetBuffer();
    // Removes an ETag that a failed controller has set for a body that is not sent.
    response.setHeader(HttpHeaders.ETAG, null);
    // Requests that the firewall or the server refuses have not passed the filter that sets these
    // headers.
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setStatus(problem.status().value());
    problem.headers().forEach((name, values) -> values.forEach(v -> response.setHeader(name, v)));
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  /** Returns the path of the request. On an error dispatch the URI is that of the error page. */
  private static String instance(HttpServletRequest request) {
    return request.getAttribute("jakarta.servlet.error.request_uri") instanceof String original
        ? original
        : request.getRequestURI();
  }
}
