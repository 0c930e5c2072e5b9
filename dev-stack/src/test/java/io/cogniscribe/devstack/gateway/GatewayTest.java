package io.cogniscribe.devstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.cogniscribe.settings.CorsRules;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.process.FreePorts;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the development stack's gateway: the contract of proxies, and its own deadlines. */
final class GatewayTest extends ProxyContract {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(300);

  @Override
  RunningProxy start(URI commands, URI queries, Map<String, String> environment)
      throws IOException {
    return start(commands, queries, environment, GatewayLimits.DEFAULT);
  }

  private static RunningProxy start(
      URI commands, URI queries, Map<String, String> environment, GatewayLimits limits)
      throws IOException {
    Settings settings = Settings.of(environment);
    int port = FreePorts.next();
    Gateway gateway =
        Gateway.start(
            new GatewayConfig(
                "127.0.0.1",
                port,
                commands,
                queries,
                GatewayConfig.trustedProxies(settings),
                CorsRules.of(settings),
                limits));
    return new RunningProxy(port, gateway::close);
  }

  private static RunningProxy start(URI service, GatewayLimits limits) throws IOException {
    return start(service, service, Map.of(), limits);
  }

  @Test
  void closesAConnectionWhenItsHeadersAreNotCompleteInTime() throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var proxy = start(service.url(), new GatewayLimits(SHORT, LONG, LONG, 1, LONG));
        Socket socket = proxy.connect()) {
      dripUntilClosed(socket, "GET /api/jobs HTTP/1.1\r\nHost: localhost\r\nX-A: ");

      assertThat(service.requests()).isEmpty();
    }
  }

  @Test
  void refusesABodyWhenItArrivesBelowTheDemandedRate() throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var proxy = start(service.url(), new GatewayLimits(LONG, LONG, SHORT, 1 << 20, LONG));
        Socket socket = proxy.connect()) {
      dripUntilClosed(
          socket, "POST /api/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\n");

      assertThat(service.requests()).isEmpty();
    }
  }

  @Test
  void refusesABodyWhenItsClientFallsSilent() throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var proxy = start(service.url(), new GatewayLimits(LONG, SHORT, LONG, 1, LONG))) {
      String answer =
          proxy.exchange(
              "POST /api/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{");

      assertThat(answer).startsWith("HTTP/1.1 408 ").contains("\"code\":\"request_timeout\"");
      assertThat(service.requests()).isEmpty();
    }
  }

  @Test
  void waitsForAServiceLongerThanAClientMayBeSilent() throws Exception {
    try (var service =
            new RecordingUpstream(exchange -> {
              // A multiple of the idle time-out of clients.
              Thread.sleep(SHORT.multipliedBy(4));
              RecordingUpstream.respond(exchange, 200, "late");
            });
        var proxy = start(service.url(), new GatewayLimits(LONG, SHORT, LONG, 1, LONG))) {
      assertThat(proxy.get("/api/jobs").body()).isEqualTo("late");
    }
  }

  @Test
  void givesUpWithAProblemWhenAServiceDoesNotAnswerInTime() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    try (var slow = new RecordingUpstream(_ -> answered.await());
        var proxy = start(slow.url(), new GatewayLimits(LONG, LONG, LONG, 1, SHORT))) {
      var answer = proxy.post("/api/jobs", new byte[10]);
      answered.countDown();

      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(answer.body()).contains("\"code\":\"gateway_timeout\"");
      assertThat(slow.requests()).as("not sent again").hasSize(1);
    }
  }

  @Test
  void closesTheServiceConnectionWhenTheClientDoesNotRead() throws Exception {
    CountDownLatch brokenOff = new CountDownLatch(1);
    try (var service = new RecordingUpstream(exchange -> writeUntilClosed(exchange, brokenOff));
        var proxy = start(service.url(), new GatewayLimits(LONG, SHORT, LONG, 1, LONG));
        Socket socket = proxy.connect()) {
      String request = "GET /api/jobs HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

      assertThat(brokenOff.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void writeUntilClosed(HttpExchange exchange, CountDownLatch closed)
      throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] part = new byte[1 << 16];
    try {
      while (true) {
        exchange.getResponseBody().write(part);
      }
    } catch (IOException connectionClosed) {
      closed.countDown();
    }
  }

  /** nginx passes the value on, and the services refuse it. */
  @ParameterizedTest
  @ValueSource(strings = {"X(A): b", "X\u00e9: b", "no colon", "X-A: \u0001"})
  void refusesARequestWhenAHeaderIsMalformed(String header) throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var proxy = start(service.url(), GatewayLimits.DEFAULT)) {
      assertThat(proxy.exchange("GET / HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n"))
          .startsWith("HTTP/1.1 400 ")
          .contains("\"code\":\"bad_request\"");
      assertThat(service.requests()).isEmpty();
    }
  }

  @Test
  void reportsAPortWhenItIsTaken() throws Exception {
    URI nobody = URI.create("http://127.0.0.1:1");
    try (ServerSocket taken = new ServerSocket(0)) {
      GatewayConfig config =
          GatewayConfig.of(
              Settings.of(Map.of()), "127.0.0.1", taken.getLocalPort(), nobody, nobody);
      assertThatThrownBy(() -> Gateway.start(config)).isInstanceOf(BindException.class);
    }
  }

  /** Sends bytes slowly and returns when the peer has closed the connection. */
  private static void dripUntilClosed(Socket socket, String begin) throws IOException {
    socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              try {
                socket.getInputStream().readAllBytes();
              } catch (IOException reset) {
                // The peer has closed the connection.
              }
            });
    try {
      while (reader.isAlive()) {
        socket.getOutputStream().write('x');
        reader.join(Duration.ofMillis(20));
      }
    } catch (IOException closed) {
      // The peer has closed the connection.
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
