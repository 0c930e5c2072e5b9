package io.cogniscribe.local.gateway;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;

/**
 * Drops what a client claims about forwarding: the services believe these headers, so only the
 * gateway may write them.
 */
record ClaimedForwarding(HttpHandler next) implements HttpHandler {

  private static final List<String> HEADERS =
      List.of(
          "Forwarded",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Port",
          "X-Forwarded-Prefix",
          "X-Forwarded-Proto",
          "X-Forwarded-Server",
          "X-Forwarded-Ssl");

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    HEADERS.forEach(exchange.getRequestHeaders()::remove);
    next.handleRequest(exchange);
  }
}
