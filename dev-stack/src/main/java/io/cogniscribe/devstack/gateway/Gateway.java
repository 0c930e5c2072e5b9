package io.cogniscribe.devstack.gateway;

import io.cogniscribe.settings.HttpLimits;
import java.io.IOException;
import java.net.BindException;
import java.util.stream.Stream;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The running reverse proxy of the development stack. Containers use nginx with the same contract
 * ({@code proxy/nginx.conf}).
 */
public final class Gateway implements AutoCloseable {

  /** Path of the gateway's own health check, which does not depend on the services. */
  public static final String HEALTH_PATH = "/gateway/health";

  /**
   * Maximum number of connections; further clients wait. A connection takes up to 100 KB of memory.
   */
  private static final int CONNECTIONS = 1_024;

  private static final int SELECTOR_THREADS = 16;

  private final Server server;
  private final Services services;

  private Gateway(Server server, Services services) {
    this.server = server;
    this.services = services;
  }

  /**
   * Starts the gateway.
   *
   * @throws BindException when the port is taken
   */
  public static Gateway start(GatewayConfig config) throws IOException {
    Cors cors = new Cors(config.cors());
    ProblemWriter problems = new ProblemWriter(cors);
    Services services =
        new Services(new ForwardedHeaders(config.trustedProxies()), config.limits(), CONNECTIONS);
    Server server = server(config);
    server.setErrorHandler(problems);
    server.setHandler(new GatewayHandler(config, cors, services, problems));
    Gateway gateway = new Gateway(server, services);
    try {
      server.start();
      return gateway;
    } catch (Exception e) {
      gateway.close();
      throw Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
          .filter(BindException.class::isInstance)
          .map(BindException.class::cast)
          .findFirst()
          .orElseThrow(() -> new IOException("the gateway cannot start", e));
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
      services.close();
    } catch (Exception e) {
      throw new IllegalStateException("the gateway cannot stop", e);
    }
  }

  private static Server server(GatewayConfig config) {
    QueuedThreadPool threads = new QueuedThreadPool(SELECTOR_THREADS);
    threads.setName("gateway");
    threads.setVirtualThreadsExecutor(
        VirtualThreads.getNamedVirtualThreadsExecutor("gateway-request-"));
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(HttpLimits.LARGEST_HEADER);
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(config.bindAddress());
    connector.setPort(config.port());
    connector.setIdleTimeout(config.limits().silence().toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
    connector.addBean(new HeaderDeadline(connector, config.limits().header()));
    return server;
  }
}
