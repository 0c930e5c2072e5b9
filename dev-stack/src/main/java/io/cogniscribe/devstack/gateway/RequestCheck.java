package io.cogniscribe.devstack.gateway;

import java.util.List;
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

  /**
   * Checks the request.
   *
   * @throws RefusedException when it may not pass
   */
  static void check(Request request) throws RefusedException {
    String method = request.getMethod();
    if (HttpMethod.TRACE.is(method) || HttpMethod.CONNECT.is(method)) {
      // The answer to TRACE would show a page the headers that browsers hide from it.
      throw new RefusedException(Problem.METHOD_NOT_ALLOWED);
    }
    String scheme = request.getHttpURI().getScheme();
    String path = request.getHttpURI().getPath();
    if ((scheme != null && !scheme.equals("http") && !scheme.equals("https"))
        || path == null
        || !path.startsWith("/")) {
      throw new RefusedException(MALFORMED);
    }
    HttpFields headers = request.getHeaders();
    List<String> codings = headers.getValuesList(HttpHeader.TRANSFER_ENCODING);
    if (codings.isEmpty()) {
      return;
    }
    boolean ambiguous =
        request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_1
            || headers.contains(HttpHeader.CONTENT_LENGTH);
    if (ambiguous) {
      throw new RefusedException(MALFORMED);
    }
    if (codings.size() != 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
      throw new RefusedException(CODING);
    }
  }
}
