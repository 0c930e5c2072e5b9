package io.cogniscribe.web.access;

import io.cogniscribe.web.RawExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends every route of a service the same odd request, so that a new controller cannot be the one
 * that takes it.
 *
 * @param authorization the header of a caller who may send every request
 */
public record RouteWalk(Side side, int port, String authorization) {

  private static final String ID = "0199a1b2-0000-7000-8000-00000000000a";

  /** The routes that do not name an unknown query parameter in {@code errors[]}, a line each. */
  public List<String> takingUnknownParameters() throws IOException {
    return deviating("nonsense=1", "HTTP/1.1 422 ", "{\"field\":\"nonsense\",");
  }

  /** The routes that do not answer 400 to a query that is not percent-encoded, a line each. */
  public List<String> takingMalformedQueries() throws IOException {
    return deviating("user_id=%zz", "HTTP/1.1 400 ", "\"code\":\"bad_request\"");
  }

  /** The answer to a request of the caller. */
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
