package io.cogniscribe.local.gateway;

import io.undertow.Undertow;
import io.undertow.predicate.Predicate;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** The running reverse proxy. */
public final class Gateway implements AutoCloseable {

  /** Health of the gateway itself, whatever the services do. */
  public static final String HEALTH_PATH = "/gateway/health";

  private static final long BODY_LIMIT_BYTES = 12L << 20;
  private static final int CONNECTIONS_PER_THREAD = 256;
  private static final int QUEUE_PER_THREAD = 2_000;

  // Shorter than a service keeps an idle connection: the gateway is the one to let go, and hardly
  // ever writes into a connection that is being closed.
  private static final Duration IDLE_CONNECTION = Duration.ofSeconds(10);

  private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS");

  private final Undertow server;

  private Gateway(Undertow server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @throws BindException when the port is taken
   */
  public static Gateway start(GatewayConfig config) throws BindException {
    HttpHandler commands = proxy(config.commandService(), config.patience());
    HttpHandler queries = proxy(config.queryService(), config.patience());
    HttpHandler router =
        exchange -> {
          if (exchange.getRequestPath().equals(HEALTH_PATH)) {
            answerHealth(exchange);
            return;
          }
          switch (upstream(exchange)) {
            case COMMAND_SERVICE -> commands.handleRequest(exchange);
            case QUERY_SERVICE -> queries.handleRequest(exchange);
            case NOBODY -> exchange.setStatusCode(StatusCodes.NOT_FOUND);
          }
        };
    Undertow server =
        Undertow.builder()
            .addHttpListener(config.port(), config.bindAddress())
            .setHandler(
                new ProblemResponses(
                    new NoTrace(new ClaimedForwarding(new BodyLimit(BODY_LIMIT_BYTES, router)))))
            .build();
    try {
      server.start();
    } catch (RuntimeException e) {
      if (e.getCause() instanceof BindException taken) {
        throw taken;
      }
      throw e;
    }
    return new Gateway(server);
  }

  @Override
  public void close() {
    server.stop();
  }

  private static Upstream upstream(HttpServerExchange exchange) {
    return Upstream.of(
        exchange.getRequestMethod().toString(),
        exchange.getRequestPath(),
        exchange.getRequestHeaders().getFirst("Access-Control-Request-Method"));
  }

  /**
   * A request is sent again only where nothing can have happened: when no connection came about,
   * or, after a broken connection, when the method is repeatable. A host is tried once for a
   * request, so it is listed twice.
   */
  private static ProxyHandler proxy(URI service, Duration patience) {
    Predicate repeatable = exchange -> REPEATABLE.contains(exchange.getRequestMethod().toString());
    return ProxyHandler.builder()
        .setProxyClient(
            new LoadBalancingProxyClient()
                .addHost(service)
                .addHost(service)
                .setConnectionsPerThread(CONNECTIONS_PER_THREAD)
                .setMaxQueueSize(QUEUE_PER_THREAD)
                .setSoftMaxConnectionsPerThread(0)
                .setTtl((int) IDLE_CONNECTION.toMillis())
                .setProblemServerRetry(1))
        .setMaxRequestTime((int) patience.toMillis())
        .setMaxConnectionRetries(1)
        .setIdempotentRequestPredicate(repeatable)
        .build();
  }

  private static void answerHealth(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send("{\"status\":\"UP\"}");
  }
}
