package io.cogniscribe.devstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.settings.CorsRules;
import io.cogniscribe.settings.HttpLimits;
import io.cogniscribe.testservers.process.FreePorts;
import io.cogniscribe.web.access.AccessTable;
import io.cogniscribe.web.access.Route;
import io.cogniscribe.web.access.Side;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of both proxies, as clients and services expect it. */
abstract class ProxyContract {

  private static final String HOST = "Host: localhost\r\n";
  static final String ORIGIN = "https://app.test";
  private static final int LARGEST = Math.toIntExact(HttpLimits.LARGEST_BODY);

  /** Starts the proxy with the operator's environment. */
  abstract RunningProxy start(URI commands, URI queries, Map<String, String> environment)
      throws Exception;

  private RunningProxy start(URI commands, URI queries) throws Exception {
    return start(
        commands,
        queries,
        Map.of("CORS_ALLOW_ORIGINS", "https://other.test," + ORIGIN + ",http://localhost:3000"));
  }

  private static URI nobody() {
    return URI.create("http://127.0.0.1:" + FreePorts.next());
  }

  @Test
  void passesARequestUnchangedToTheServiceThatAnswersIt() throws Exception {
    try (var commands = RecordingUpstream.answering("command");
        var queries = RecordingUpstream.answering("query");
        var proxy = start(commands.url(), queries.url())) {
      assertThat(proxy.get("/api/jobs?status=a%2Fb&limit=2&x=%E4").body()).isEqualTo("query");
      assertThat(
              proxy
                  .send(
                      proxy
                          .request("/api/jobs")
                          .header("X-API-Key", "one")
                          .POST(BodyPublishers.ofByteArray(new byte[100_000])))
                  .body())
          .isEqualTo("command");

      assertThat(queries.requests().getFirst().path())
          .isEqualTo("/api/jobs?status=a%2Fb&limit=2&x=%E4");
      var write = commands.requests().getFirst();
      assertThat(write.bodyBytes()).isEqualTo(100_000);
      assertThat(write.header("X-api-key")).containsExactly("one");
      assertThat(write.header("Host")).singleElement().asString().startsWith("127.0.0.1:");
    }
  }

  @Test
  void routesLikeTheAccessTable() throws Exception {
    try (var commands = RecordingUpstream.answering("COMMANDS");
        var queries = RecordingUpstream.answering("QUERIES");
        var proxy = start(commands.url(), queries.url())) {
      for (Side side : Side.values()) {
        for (Route route : AccessTable.of(side)) {
          String path = route.path().replaceAll("\\{[^}]*}", "1");
          String method = route.method().name();
          HttpResponse<String> answer =
              proxy.send(proxy.request(path).method(method, BodyPublishers.noBody()));
          HttpResponse<String> preflight =
              proxy.send(
                  proxy
                      .request(path)
                      .header("Access-Control-Request-Method", method)
                      .method("OPTIONS", BodyPublishers.noBody()));
          if (path.startsWith("/internal")) {
            assertThat(answer.statusCode()).as(route.name()).isEqualTo(404);
            assertThat(preflight.statusCode()).as(route.name()).isEqualTo(404);
          } else {
            assertThat(answer.body()).as(route.name()).isEqualTo(side.name());
            assertThat(preflight.body()).as(route.name()).isEqualTo(side.name());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal",
        "/internal/",
        "/internal/access-records",
        "/%69nternal/a",
        "/x/../internal/a"
      })
  void hidesThePathsOfTheServicesHoweverTheyAreWritten(String path) throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var proxy = start(service.url(), service.url())) {
      String answer =
          proxy.exchange("POST " + path + " HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n");

      assertThat(answer).startsWith("HTTP/1.1 404 ").contains("\"code\":\"not_found\"");
      assertThat(service.requests()).isEmpty();
    }
  }

  @Test
  void passesAnAnswerAsItIsWhenItIsAFailure() throws Exception {
    try (var service =
            new RecordingUpstream(exchange -> {
              exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "of the service");
              RecordingUpstream.respond(exchange, 503, "its own words");
            });
        var proxy = start(service.url(), service.url())) {
      HttpResponse<String> answer = proxy.send(proxy.request("/api/jobs").header("Origin", ORIGIN));

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("its own words");
      assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
          .containsExactly("of the service");
    }
  }

  @Test
  void replacesForwardedHeadersWhenThePeerIsNotTrusted() throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var proxy =
            start(service.url(), service.url(), Map.of("GATEWAY_TRUSTED_PROXIES", "10.0.0.0/8"))) {
      proxy.send(forwarded(proxy));

      var request = service.requests().getFirst();
      assertThat(request.header("X-forwarded-for")).containsExactly("127.0.0.1");
      assertThat(request.header("X-forwarded-proto")).containsExactly("http");
      assertThat(request.headers())
          .doesNotContainKeys("Forwarded", "X-forwarded-host", "X-real-ip");
    }
  }

  @Test
  void appendsToForwardedHeadersWhenThePeerIsTrusted() throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var proxy =
            start(
                service.url(),
                service.url(),
                Map.of("GATEWAY_TRUSTED_PROXIES", "127.0.0.1/32,10.0.0.0/8"))) {
      proxy.send(forwarded(proxy));
      proxy.get("/api/jobs");

      var request = service.requests().getFirst();
      assertThat(request.header("X-forwarded-for"))
          .containsExactly("198.51.100.7:5678, 10.0.0.3, 127.0.0.1");
      assertThat(request.header("X-forwarded-proto")).containsExactly("https");
      assertThat(request.headers())
          .doesNotContainKeys("Forwarded", "X-forwarded-host", "X-real-ip");
      assertThat(service.requests().getLast().header("X-forwarded-for"))
          .containsExactly("127.0.0.1");
    }
  }

  private static HttpRequest.Builder forwarded(RunningProxy proxy) {
    return proxy
        .request("/api/jobs")
        .header("X-Forwarded-For", "198.51.100.7:5678, 10.0.0.3")
        .header("X-Forwarded-Proto", "https")
        .header("X-Forwarded-Host", "claimed.test")
        .header("X-Real-IP", "198.51.100.8")
        .header("Forwarded", "for=198.51.100.7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "DELETE"})
  void refusesReadablyWhenAServiceIsDown(String method) throws Exception {
    try (var proxy = start(nobody(), nobody())) {
      HttpResponse<String> answer =
          proxy.send(
              proxy
                  .request("/api/jobs")
                  .header("Origin", ORIGIN)
                  .method(method, BodyPublishers.ofString("{}")));

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
      isReadableProblem(answer, "service_unavailable");
    }
  }

  @Test
  void asksAServiceAgainAsSoonAsItListens() throws Exception {
    URI address = nobody();
    try (var proxy = start(address, address)) {
      assertThat(proxy.get("/api/jobs").statusCode()).isEqualTo(503);
      try (var service = RecordingUpstream.answering("back");
          var proxyOfBoth = start(service.url(), address)) {
        assertThat(proxyOfBoth.post("/api/jobs", new byte[1]).body()).isEqualTo("back");
      }
    }
  }

  @Test
  void hidesARefusalFromAPageWhenItsOriginIsNotAllowed() throws Exception {
    try (var proxy = start(nobody(), nobody())) {
      HttpResponse<String> answer =
          proxy.send(proxy.request("/api/jobs").header("Origin", "https://app.test.evil.test"));

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void letsEveryPageReadARefusalWhenAllOriginsAreAllowed() throws Exception {
    try (var proxy = start(nobody(), nobody(), Map.of("CORS_ALLOW_ORIGINS", "*"))) {
      HttpResponse<String> answer =
          proxy.send(proxy.request("/api/jobs").header("Origin", "https://any.test"));

      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    }
  }

  @Test
  void answersAPreflightItselfWhenTheServiceIsDown() throws Exception {
    try (var proxy = start(nobody(), nobody())) {
      HttpResponse<String> answer =
          proxy.send(
              proxy
                  .request("/api/jobs")
                  .header("Origin", ORIGIN)
                  .header("Access-Control-Request-Method", "PUT")
                  .header("Access-Control-Request-Headers", "authorization,idempotency-key")
                  .method("OPTIONS", BodyPublishers.noBody()));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(ORIGIN);
      assertThat(answer.headers().firstValue("Access-Control-Allow-Methods"))
          .hasValue(String.join(",", CorsRules.METHODS));
      assertThat(String.join(",", answer.headers().allValues("Access-Control-Allow-Headers")))
          .contains("authorization", "idempotency-key");
      assertThat(answer.headers().firstValue("Access-Control-Max-Age"))
          .hasValue(Long.toString(CorsRules.MAX_AGE.toSeconds()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE"})
  void sendsAWriteOnceWhenItsConnectionBreaks(String method) throws Exception {
    try (var breaking = new BreakingUpstream("");
        var proxy = start(breaking.url(), breaking.url())) {
      HttpResponse<String> answer =
          proxy.send(
              proxy
                  .request("/api/jobs/1")
                  .header("Origin", ORIGIN)
                  .method(method, BodyPublishers.noBody()));

      assertThat(answer.statusCode()).isEqualTo(502);
      isReadableProblem(answer, "service_unavailable");
      assertThat(breaking.requests()).isEqualTo(1);
    }
  }

  @Test
  void sendsAReadOnceMoreWhenItsConnectionBreaks() throws Exception {
    try (var breaking = new BreakingUpstream("");
        var proxy = start(breaking.url(), breaking.url())) {
      assertThat(proxy.get("/api/jobs").statusCode()).isEqualTo(502);
      assertThat(breaking.requests()).isEqualTo(2);
    }
  }

  @Test
  void breaksOffAnAnswerWhenTheServiceDoes() throws Exception {
    String half = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
    try (var breaking = new BreakingUpstream(half);
        var proxy = start(breaking.url(), breaking.url())) {
      assertThatThrownBy(() -> proxy.get("/api/jobs/export")).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/jobs", "/api/auth/login", "/gateway/health"})
  void refusesTraceBeforeAnyServiceSeesIt(String path) throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var proxy = start(service.url(), service.url())) {
      HttpResponse<String> answer =
          proxy.send(
              proxy
                  .request(path)
                  .method("TRACE", BodyPublishers.noBody())
                  .header("Authorization", "Bearer secret"));

      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).isPresent();
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(answer.body())
          .contains("\"code\":\"method_not_allowed\"")
          .doesNotContain("secret");
      assertThat(service.requests()).isEmpty();
    }
  }

  @Test
  void passesABodyWhenItIsAtTheLimitOfTheServices() throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var proxy = start(service.url(), service.url())) {
      assertThat(proxy.post("/api/jobs/1/complete", new byte[LARGEST]).statusCode()).isEqualTo(200);
      assertThat(service.requests().getFirst().bodyBytes()).isEqualTo(LARGEST);
    }
  }

  @Test
  void refusesABodyBeforeReadingItWhenItIsAnnouncedTooLarge() throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var proxy = start(service.url(), service.url())) {
      String answer =
          proxy.exchange(
              "POST /api/jobs HTTP/1.1\r\n%sOrigin: %s\r\nContent-Length: %d\r\n\r\n"
                  .formatted(HOST, ORIGIN, LARGEST + 1L));

      assertThat(answer)
          .startsWith("HTTP/1.1 413 ")
          .containsIgnoringCase("access-control-allow-origin: " + ORIGIN)
          .contains("\"code\":\"body_too_large\"");
      assertThat(service.requests()).isEmpty();
    }
  }

  @Test
  void refusesABodyOfUnknownLengthWhenItGrowsTooLarge() throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var proxy = start(service.url(), service.url())) {
      InputStream body = new ByteArrayInputStream(new byte[LARGEST + (1 << 20)]);
      HttpResponse<String> answer =
          proxy.send(
              proxy
                  .request("/api/jobs")
                  .header("Origin", ORIGIN)
                  .POST(BodyPublishers.ofInputStream(() -> body)));

      assertThat(answer.statusCode()).isEqualTo(413);
      isReadableProblem(answer, "body_too_large");
      assertThat(service.requests()).isEmpty();
    }
  }

  @Test
  void answersALogInWhenEightyOtherBodiesArriveSlowly() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (var service = RecordingUpstream.answering("token");
        var proxy = start(service.url(), service.url())) {
      for (int i = 0; i < 80; i++) {
        Socket socket = proxy.connect();
        slow.add(socket);
        String begun = "POST /api/auth/login HTTP/1.1\r\n" + HOST + "Content-Length: 50\r\n\r\n{";
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(proxy.post("/api/auth/login", new byte[50]).body()).isEqualTo("token");
      assertThat(service.requests()).as("only a whole body reaches the service").hasSize(1);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void answersAReadWhenTwoHundredOthersWait() throws Exception {
    CountDownLatch arrived = new CountDownLatch(200);
    CountDownLatch released = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        var service =
            new RecordingUpstream(exchange -> {
              if (exchange.getRequestURI().getPath().equals("/api/usage")) {
                arrived.countDown();
                released.await();
              }
              RecordingUpstream.respond(exchange, 200, "read");
            });
        var proxy = start(service.url(), service.url())) {
      List<Future<HttpResponse<String>>> waiting = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        waiting.add(threads.submit(() -> proxy.get("/api/usage")));
      }
      arrived.await();
      assertThat(proxy.get("/api/jobs").body()).isEqualTo("read");
      released.countDown();
      for (Future<HttpResponse<String>> read : waiting) {
        assertThat(read.get().body()).isEqualTo("read");
      }
    } finally {
      released.countDown();
    }
  }

  @Test
  void isHealthyWhenNoServiceAnswers() throws Exception {
    try (var proxy = start(nobody(), nobody())) {
      assertThat(proxy.get("/gateway/health").body()).isEqualTo("{\"status\":\"UP\"}");
    }
  }

  static Stream<Arguments> malformedRequests() {
    String chunked = "Transfer-Encoding: chunked\r\n";
    return Stream.of(
            "a space before the colon|GET / HTTP/1.1\r\n" + HOST + "X-A : b\r\n\r\n",
            "a tab before the colon|GET / HTTP/1.1\r\n" + HOST + "X-A\t: b\r\n\r\n",
            "a space in a name|GET / HTTP/1.1\r\n" + HOST + "X A: b\r\n\r\n",
            "a header without a name|GET / HTTP/1.1\r\n" + HOST + ": b\r\n\r\n",
            "a space before the first header|GET / HTTP/1.1\r\n X-A: b\r\n" + HOST + "\r\n",
            "a NUL in a value|GET / HTTP/1.1\r\n" + HOST + "X-A: b\0c\r\n\r\n",
            "a bare CR in a value|GET / HTTP/1.1\r\n" + HOST + "X-A: b\rc\r\n\r\n",
            "lines that end with CR|GET / HTTP/1.1\rHost: localhost\r\r",
            "no host|GET / HTTP/1.1\r\n\r\n",
            "two hosts|GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "a host with a space|GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
            "a host with a path|GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
            "both framings|POST / HTTP/1.1\r\n"
                + HOST
                + "Content-Length: 5\r\n"
                + chunked
                + "\r\n0\r\n\r\n",
            "two lengths|POST / HTTP/1.1\r\n"
                + HOST
                + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
            "a length with a sign|POST / HTTP/1.1\r\n" + HOST + "Content-Length: +2\r\n\r\nab",
            "a negative length|POST / HTTP/1.1\r\n" + HOST + "Content-Length: -2\r\n\r\nab",
            "a hexadecimal length|POST / HTTP/1.1\r\n" + HOST + "Content-Length: 0x2\r\n\r\nab",
            "chunked twice|POST / HTTP/1.1\r\n" + HOST + chunked + chunked + "\r\n0\r\n\r\n",
            "an unknown coding|POST / HTTP/1.1\r\n"
                + HOST
                + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            "two codings|POST / HTTP/1.1\r\n"
                + HOST
                + "Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n",
            "chunks in HTTP/1.0|POST / HTTP/1.0\r\n" + HOST + chunked + "\r\n0\r\n\r\n",
            "a chunk whose size is no number|POST / HTTP/1.1\r\n"
                + HOST
                + chunked
                + "\r\nzz\r\nab\r\n0\r\n\r\n",
            "a chunk of a negative size|POST / HTTP/1.1\r\n"
                + HOST
                + chunked
                + "\r\n-2\r\nab\r\n0\r\n\r\n",
            "a chunk that is longer than its size|POST / HTTP/1.1\r\n"
                + HOST
                + chunked
                + "\r\n2\r\nabX0\r\n\r\n",
            "a path without a slash|GET x HTTP/1.1\r\n" + HOST + "\r\n",
            "a space in the path|GET /a b HTTP/1.1\r\n" + HOST + "\r\n",
            "a NUL in the path|GET /a\0b HTTP/1.1\r\n" + HOST + "\r\n",
            "a NUL in the path, encoded|GET /a%00 HTTP/1.1\r\n" + HOST + "\r\n",
            "a broken percent-encoding|GET /a%zz HTTP/1.1\r\n" + HOST + "\r\n",
            "an absolute address with a user|GET http://u:p@localhost/x HTTP/1.1\r\n"
                + HOST
                + "\r\n",
            "a method that is no word|G(T / HTTP/1.1\r\n" + HOST + "\r\n",
            "HTTP/2 without its preface|GET / HTTP/2.0\r\n" + HOST + "\r\n")
        .map(line -> line.split("\\|", 2))
        .map(parts -> Arguments.argumentSet(parts[0], parts[1]));
  }

  @ParameterizedTest
  @MethodSource("malformedRequests")
  void refusesAMalformedRequestAndClosesItsConnection(String request) throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var proxy = start(service.url(), service.url())) {
      assertThat(proxy.exchange(request)).containsPattern("^HTTP/1.1 (400|426|501|505) ");
      assertThat(service.requests()).isEmpty();
    }
  }

  /** nginx drops such headers; the gateway of the development stack refuses the request. */
  @ParameterizedTest
  @ValueSource(strings = {"X(A): b", "X\u00e9: b", "no colon"})
  void passesNoHeaderWhenItsNameIsMalformed(String header) throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var proxy = start(service.url(), service.url())) {
      proxy.exchange(
          "GET /api/jobs HTTP/1.1\r\n" + HOST + "Connection: close\r\n" + header + "\r\n\r\n");

      assertThat(service.requests())
          .allSatisfy(request ->
              assertThat(request.headers().keySet())
                  .allSatisfy(name ->
                      assertThat(name).isNotBlank().doesNotContainPattern("(?i)^x[^-]|^no")));
    }
  }

  /** Asserts a problem document that a page of {@link #ORIGIN} may read. */
  static void isReadableProblem(HttpResponse<String> answer, String code) {
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(ORIGIN);
    assertThat(answer.headers().firstValue("Access-Control-Expose-Headers"))
        .hasValue(String.join(", ", CorsRules.EXPOSED_HEADERS));
    assertThat(answer.body())
        .contains(
            "\"type\":\"urn:cogniscribe:problem:" + code + "\"",
            "\"code\":\"" + code + "\"",
            "\"status\":" + answer.statusCode());
  }
}
