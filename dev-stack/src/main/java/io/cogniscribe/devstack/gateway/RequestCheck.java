package io.cogniscribe.devstack.gateway;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;

/**
 * Refuses requests that Jetty's parser accepts but a service would refuse or interpret differently.
 */
final class RequestCheck {

  private static final Problem CODING =
      new Problem(
          HttpStatus.NOT_IMPLEMENTED_501,
          "request_refused",
          "The only transfer coding of a request is chunked.");

  private static final Problem MALFORMED =
      new Problem(HttpStatus.BAD_REQUEST_400, "bad_request", "The request is malformed.");

  private RequestCheck() {}

  /** Returns the rule that the request breaks, or empty if it may pass. */
  static Optional<Problem> violation(Request request) {
    String method = request.getMethod();
    if (HttpMethod.TRACE.is(method) || HttpMethod.CONNECT.is(method)) {
      // The answer to TRACE would show a page the headers that browsers hide from it.
      return Optional.of(Problem.METHOD_NOT_ALLOWED);
    }
    String scheme = request.getHttpURI().getScheme();
    String path = request.getHttpURI().getPath();
    if ((scheme != null && !scheme.equals("http") && !scheme.equals("https"))
        || path == null
        || !path.startsWith("/")) {
      return Optional.of(MALFORMED);
    }
    return framing(request);
  }

  private static Optional<Problem> framing(Request request) {
    HttpFields headers = request.getHeaders();
    List<String> codings = headers.getValuesList(HttpHeader.TRANSFER_ENCODING);
    if (codings.isEmpty()) {
      return Optional.empty();
    }
    boolean ambiguous =
        request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_1
            || headers.contains(HttpHeader.CONTENT_LENGTH);
    if (ambiguous) {
      return Optional.of(MALFORMED);
    }
    return codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked")
        ? Optional.empty()
        : Optional.of(CODING);
  }
}
