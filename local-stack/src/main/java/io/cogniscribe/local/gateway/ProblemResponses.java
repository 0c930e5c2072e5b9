package io.cogniscribe.local.gateway;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;

/**
 * Gives the gateway's own refusals a problem document; answers of the services pass as they are.
 */
record ProblemResponses(HttpHandler next) implements HttpHandler {

  private static final String RETRY_AFTER_SECONDS = "1";
  private static final HttpString NO_SNIFF = new HttpString("X-Content-Type-Options");

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    exchange.addDefaultResponseListener(ProblemResponses::describe);
    next.handleRequest(exchange);
  }

  private static boolean describe(HttpServerExchange exchange) {
    if (!exchange.isResponseChannelAvailable()
        || exchange.getStatusCode() < StatusCodes.BAD_REQUEST) {
      return false;
    }
    // A body that is cut off fails the exchange with the service in one way or another.
    if (BodyLimit.exceeded(exchange)) {
      exchange.setStatusCode(StatusCodes.REQUEST_ENTITY_TOO_LARGE);
    }
    switch (exchange.getStatusCode()) {
      case StatusCodes.NOT_FOUND -> send(exchange, "not_found", "There is nothing at this path.");
      case StatusCodes.SERVICE_UNAVAILABLE ->
          unavailable(
              exchange,
              "The service does not answer now. Try again; a write, with its Idempotency-Key.");
      case StatusCodes.METHOD_NOT_ALLOWED ->
          send(exchange, "method_not_allowed", "There is nothing to be had by this method.");
      case StatusCodes.GATEWAY_TIME_OUT ->
          send(exchange, "gateway_timeout", "The service took too long; the outcome is unknown.");
      case StatusCodes.REQUEST_ENTITY_TOO_LARGE ->
          send(exchange, "payload_too_large", "The body is larger than 12 MiB.");
      case StatusCodes.INTERNAL_SERVER_ERROR -> {
        // The proxy says so whenever the transfer of a body breaks off.
        exchange.setStatusCode(StatusCodes.BAD_GATEWAY);
        unavailable(exchange, "The service broke off; the outcome is unknown.");
      }
      default -> send(exchange, "bad_request", "The request cannot be passed on.");
    }
    return true;
  }

  private static void unavailable(HttpServerExchange exchange, String detail) {
    exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
    send(exchange, "service_unavailable", detail);
  }

  private static void send(HttpServerExchange exchange, String code, String detail) {
    int status = exchange.getStatusCode();
    exchange
        .getResponseHeaders()
        .put(Headers.CONTENT_TYPE, "application/problem+json")
        .put(Headers.CACHE_CONTROL, "no-store")
        .put(NO_SNIFF, "nosniff");
    exchange
        .getResponseSender()
        .send(
            """
            {"type":"about:blank","title":"%s","status":%d,"detail":"%s","code":"%s"}\
            """
                .formatted(StatusCodes.getReason(status), status, detail, code));
  }
}
