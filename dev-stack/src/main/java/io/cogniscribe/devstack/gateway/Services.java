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
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;

/** Sends requests to the services over pooled connections. */
final class Services implements AutoCloseable {

  // Shorter than the idle time-out of the services. The gateway then closes first, and rarely
  // writes to a connection that is being closed.
  private static final TimeValue IDLE_CONNECTION = TimeValue.ofSeconds(5);
  private static final Timeout CONNECT = Timeout.ofSeconds(5);

  private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS");

  /** Headers of one connection, which are not part of the message (RFC 9110, section 7.6.1). */
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
   * @param connections limit per service; equal to that of the clients, so that no request waits
   *     for a connection
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
   * Sends the request and returns the service's answer of any status. Sends it a second time only
   * if that cannot repeat an effect: if no connection was established, or if the connection broke
   * and the method is repeatable.
   *
   * @throws RefusedException when the service does not answer
   */
  ServiceAnswer send(URI service, Request request, Optional<HttpEntity> body) throws IOException {
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

  private HttpUriRequestBase copy(URI service, Request from, Optional<HttpEntity> body) {
    HttpUriRequestBase to = new HttpUriRequestBase(from.getMethod(), service);
    // Unparsed, as the client sent it: a URI object would reject some paths.
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
    // No service reads the body of an OPTIONS request, and the HTTP client would require its type.
    body.filter(_ -> !HttpMethod.OPTIONS.is(from.getMethod())).ifPresent(to::setEntity);
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
