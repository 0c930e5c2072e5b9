package io.cogniscribe.devstack.gateway;

import io.cogniscribe.settings.CorsRules;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * Answers preflights, so that a page can read a refusal while a service is down, and adds CORS
 * headers to the gateway's own answers. The services add them to theirs.
 */
record Cors(CorsRules rules) {

  static final String REQUESTED_METHOD = "Access-Control-Request-Method";
  private static final String REQUESTED_HEADERS = "Access-Control-Request-Headers";

  /**
   * Answers a preflight of an allowed origin.
   *
   * @return false if the request is something else
   */
  boolean answerPreflight(Request request, Response response) {
    HttpFields headers = request.getHeaders();
    if (!HttpMethod.OPTIONS.is(request.getMethod()) || !headers.contains(REQUESTED_METHOD)) {
      return false;
    }
    Optional<String> origin = rules.allowedOrigin(headers.get(HttpHeader.ORIGIN));
    if (origin.isEmpty()) {
      return false;
    }
    HttpFields.Mutable answer = response.getHeaders();
    answer.put("Access-Control-Allow-Origin", origin.get());
    answer.put("Access-Control-Allow-Methods", String.join(",", CorsRules.METHODS));
    answer.put("Access-Control-Max-Age", CorsRules.MAX_AGE.toSeconds());
    headers
        .getCSV(REQUESTED_HEADERS, false)
        .forEach(name -> answer.add("Access-Control-Allow-Headers", name));
    answer.put(HttpHeader.VARY, "Origin, " + REQUESTED_METHOD + ", " + REQUESTED_HEADERS);
    response.setStatus(HttpStatus.OK_200);
    return true;
  }

  /** Allows a page of an allowed origin to read the gateway's own answer. */
  void allowReading(Request request, Response response) {
    rules
        .allowedOrigin(request.getHeaders().get(HttpHeader.ORIGIN))
        .ifPresent(origin -> {
          response.getHeaders().put("Access-Control-Allow-Origin", origin);
          response
              .getHeaders()
              .put("Access-Control-Expose-Headers", String.join(", ", CorsRules.EXPOSED_HEADERS));
          response.getHeaders().put(HttpHeader.VARY, "Origin");
        });
  }
}
