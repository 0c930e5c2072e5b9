package io.cogniscribe.web.access;

import io.cogniscribe.web.RawExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sends the same unusual request to every route of a service, so that no new controller can accept
 * it unnoticed.
 *
 * @param authorization header of a caller that may send every request
 */
public record RouteWalk(Side side, int port, String authorization) {

  private static final String ID = "0199a1b2-0000-7000-8000-00000000000a";

  private static final Map<String, String> ALLOWED =
      Map.of(
          "/api/jobs",
          "GET, HEAD, POST, OPTIONS",
          "/api/jobs/" + ID,
          "GET, HEAD, DELETE, OPTIONS",
          "/api/users/me",
          "GET, HEAD, DELETE, OPTIONS",
          "/api/users/me/password",
          "PUT, OPTIONS",
          "/api/api-keys",
          "GET, HEAD, POST, OPTIONS",
          "/api/auth/sessions",
          "GET, HEAD, OPTIONS",
          "/api/auth/sessions/" + ID,
          "DELETE, OPTIONS");

  /**
   * Returns one line for each route that does not name an unknown query parameter in {@code
   * errors[]}.
   */
  public List<String> takingUnknownParameters() throws IOException {
    return deviating("nonsense=1", "HTTP/1.1 422 ", "{\"field\":\"nonsense\",");
  }

  /**
   * Returns one line for each route that does not answer 400 to a query that is not
   * percent-encoded.
   */
  public List<String> takingMalformedQueries() throws IOException {
    return deviating("user_id=%zz", "HTTP/1.1 400 ", "\"code\":\"bad_request\"");
  }

  /**
   * Returns one line for each route whose {@code Allow} does not list the methods of both services.
   * The gateway chooses the service by the method.
   */
  public List<String> hidingMethods() throws IOException {
    List<String> hiding = new ArrayList<>();
    for (var expected : ALLOWED.entrySet()) {
      String allow = "\r\nAllow: " + expected.getValue() + "\r\n";
      String refused = send("PATCH " + expected.getKey());
      String options = send("OPTIONS " + expected.getKey());
      if (!refused.startsWith("HTTP/1.1 405 ")
          || !refused.contains(allow)
          || !refused.contains("\"code\":\"method_not_allowed\"")
          || !options.startsWith("HTTP/1.1 200 ")
          || !options.contains(allow)) {
        hiding.add(expected.getKey() + ": " + refused + options);
      }
    }
    return hiding;
  }

  /** Returns the answer to a request of the caller. */
  public String send(String line) throws IOException {
    return new RawExchange(port).send(line, authorization);
  }

  private List<String> deviating(String query, String status, String content) throws IOException {
    List<String> deviating = new ArrayList<>();
    for (Route route : AccessTable.of(side)) {
      String answer =
          send(route.method() + " " + route.path().replaceAll("\\{[a-z_]+}", ID) + "?" + query);
      if (!answer.startsWith(status) || !answer.contains(content)) {
        deviating.add(route + ": " + answer);
      }
    }
    return deviating;
  }
}
