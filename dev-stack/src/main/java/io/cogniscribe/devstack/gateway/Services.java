package io.cogniscribe.devstack.gateway;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;

/** Sends requests to the services over connections that are kept. */
final class Services implements AutoCloseable {

  // Shorter than a service keeps an idle connection: the gateway is the one to let go, and hardly
  // ever writes into a connection that is being closed.
  private static final TimeValue IDLE_CONNECTION = TimeValue.ofSeconds(5);
  private static final Timeout CONNECT = Timeout.ofSeconds(5);

  private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS");

  /** Headers of one connection, which are no part of the message (RFC 9110, section 7.6.1). */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final CloseableHttpClient client;
  private final ForwardedHeaders forwarded;

  /**
   * @param connections to one service; as many as clients have to the gateway, so that a request
   *     never waits for one
   */
  Services(ForwardedHeaders forwarded, GatewayLimits limits, int connections) {
    this.forwarded = forwarded;
    Timeout answer = Timeout.of(limits.answer());
    PoolingHttpClientConnectionManager pool =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
            .setMaxConnPerRoute(connections)
            .setMaxConnTotal(2 * connections)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(CONNECT)
                    .setSocketTimeout(answer)
                    .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                    .build())
            .build();
    client =
        HttpClients.custom()
            .setConnectionManager(pool)
            .setKeepAliveStrategy((_, _) -> IDLE_CONNECTION)
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(answer)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .disableAuthCaching()
            .disableAutomaticRetries()
            .disableConnectionState()
            .disableContentCompression()
            .disableCookieManagement()
            .disableDefaultUserAgent()
            .disableRedirectHandling()
            .build();
  }

  /**
   * Sends the request and returns the service's answer, whatever its status. The request is sent
   * again only where nothing can have happened: when no connection came about, or, after a broken
   * connection, when the method is repeatable.
   *
   * @throws RefusedException when the service does not answer
   */
  ServiceAnswer send(URI service, Request request, Optional<RequestBody> body) throws IOException {
    Supplier<HttpUriRequestBase> copy = () -> copy(service, request, body);
    HttpHost host = new HttpHost("http", service.getHost(), service.getPort());
    try {
      return ask(host, copy.get());
    } catch (IOException first) {
      if (!isUnreachable(first) && !isRepeatable(first, request)) {
        throw new RefusedException(problem(first));
      }
    }
    try {
      return ask(host, copy.get());
    } catch (IOException second) {
      throw new RefusedException(problem(second));
    }
  }

  /** Whether the header belongs to one connection. */
  static boolean isHopByHop(String name) {
    return HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  private ServiceAnswer ask(HttpHost host, HttpUriRequestBase request) throws IOException {
    return new ServiceAnswer(request, client.executeOpen(host, request, null));
  }

  private HttpUriRequestBase copy(URI service, Request from, Optional<RequestBody> body) {
    HttpUriRequestBase to = new HttpUriRequestBase(from.getMethod(), service);
    // As the client wrote it: a URI would refuse some paths.
    to.setPath(from.getHttpURI().getPathQuery());
    HttpFields headers = from.getHeaders();
    Set<String> ofThisConnection =
        headers.getCSV(HttpHeader.CONNECTION, false).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    for (HttpField header : headers) {
      String name = header.getName();
      if (!isHopByHop(name)
          && !ofThisConnection.contains(name.toLowerCase(Locale.ROOT))
          && !ForwardedHeaders.isForwarding(name)) {
        to.addHeader(name, header.getValue());
      }
    }
    forwarded.add(from, to);
    // No service reads the body of an OPTIONS request, and the client demands its type.
    body.filter(_ -> !HttpMethod.OPTIONS.is(from.getMethod()))
        .ifPresent(content -> to.setEntity(content.entity()));
    return to;
  }

  private static boolean isUnreachable(IOException failure) {
    return failure instanceof ConnectException
        || failure instanceof ConnectTimeoutException
        || failure instanceof UnknownHostException;
  }

  private static boolean isRepeatable(IOException failure, Request request) {
    return !(failure instanceof SocketTimeoutException) && REPEATABLE.contains(request.getMethod());
  }

  private static Problem problem(IOException failure) {
    if (isUnreachable(failure)) {
      return Problem.UNREACHABLE;
    }
    return failure instanceof SocketTimeoutException ? Problem.TOO_LATE : Problem.BROKEN_OFF;
  }
}
