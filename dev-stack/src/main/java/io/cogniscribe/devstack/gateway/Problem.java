package io.cogniscribe.devstack.gateway;

import io.cogniscribe.settings.HttpLimits;
import org.eclipse.jetty.http.HttpStatus;

/**
 * A refusal by the gateway itself, as a problem document (RFC 9457).
 *
 * @param code stable code, equal to that of the services for the same error
 */
record Problem(int status, String code, String detail) {

  static final Problem NOT_FOUND =
      new Problem(HttpStatus.NOT_FOUND_404, "not_found", "There is nothing at this path.");

  static final Problem METHOD_NOT_ALLOWED =
      new Problem(
          HttpStatus.METHOD_NOT_ALLOWED_405,
          "method_not_allowed",
          "The path exists, but not with this method; see Allow.");

  static final Problem TOO_SLOW =
      new Problem(
          HttpStatus.REQUEST_TIMEOUT_408, "request_timeout", "The request arrived too slowly.");

  static final Problem BODY_TOO_LARGE =
      new Problem(
          HttpStatus.PAYLOAD_TOO_LARGE_413,
          "body_too_large",
          "The body may have at most " + HttpLimits.LARGEST_BODY + " bytes.");

  static final Problem UNREACHABLE =
      new Problem(
          HttpStatus.SERVICE_UNAVAILABLE_503,
          "service_unavailable",
          "The service does not answer. Try again; repeat a write with its Idempotency-Key.");

  static final Problem BROKEN_OFF =
      new Problem(
          HttpStatus.BAD_GATEWAY_502,
          "service_unavailable",
          "The service closed the connection; the outcome is unknown. Repeat a write with its"
              + " Idempotency-Key.");

  static final Problem TOO_LATE =
      new Problem(
          HttpStatus.GATEWAY_TIMEOUT_504,
          "gateway_timeout",
          "The service took too long; the outcome is unknown. Repeat a write with its"
              + " Idempotency-Key.");

  /** Returns the problem for an error of which only the status is known. */
  static Problem of(int status) {
    return switch (status) {
      case HttpStatus.NOT_FOUND_404 -> NOT_FOUND;
      case HttpStatus.METHOD_NOT_ALLOWED_405 -> METHOD_NOT_ALLOWED;
      case HttpStatus.REQUEST_TIMEOUT_408 -> TOO_SLOW;
      case HttpStatus.PAYLOAD_TOO_LARGE_413 -> BODY_TOO_LARGE;
      case HttpStatus.INTERNAL_SERVER_ERROR_500 -> BROKEN_OFF;
      default ->
          new Problem(
              status,
              status == HttpStatus.BAD_REQUEST_400 ? "bad_request" : "request_refused",
              HttpStatus.getMessage(status) + ".");
    };
  }

  String json() {
    return """
    {"type":"urn:cogniscribe:problem:%s","title":"%s","status":%d,"detail":"%s","code":"%s"}\
    """
        .formatted(code, HttpStatus.getMessage(status), status, detail, code);
  }
}
