package io.cogniscribe.devstack.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Writes the gateway's refusals, and the errors of the HTTP parser that occur before any handler.
 */
final class ProblemWriter extends ErrorHandler {

  private static final String CONTENT_TYPE = "application/problem+json";
  private static final String RETRY_AFTER_SECONDS = "1";

  private final Cors cors;

  ProblemWriter(Cors cors) {
    this.cors = cors;
  }

  /** Called by Jetty with the status in the response. */
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    write(request, response, Problem.of(response.getStatus()), callback);
    return true;
  }

  void write(Request request, Response response, Problem problem, Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    response.setStatus(problem.status());
    headers.put(HttpHeader.CONTENT_TYPE, CONTENT_TYPE);
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    cors.allowReading(request, response);
    switch (problem.status()) {
      case HttpStatus.BAD_GATEWAY_502, HttpStatus.SERVICE_UNAVAILABLE_503 ->
          headers.put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
      case HttpStatus.METHOD_NOT_ALLOWED_405 ->
          headers.put(HttpHeader.ALLOW, "GET, HEAD, POST, PUT, DELETE, OPTIONS");
      case HttpStatus.BAD_REQUEST_400,
          HttpStatus.REQUEST_TIMEOUT_408,
          HttpStatus.PAYLOAD_TOO_LARGE_413,
          HttpStatus.NOT_IMPLEMENTED_501 ->
          headers.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
      default -> {}
    }
    response.write(
        true, ByteBuffer.wrap(problem.json().getBytes(StandardCharsets.UTF_8)), callback);
  }
}
