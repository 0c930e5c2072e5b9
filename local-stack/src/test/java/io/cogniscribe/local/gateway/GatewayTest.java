package io.cogniscribe.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.local.process.FreePorts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class GatewayTest {

  private static final int MEBIBYTE = 1 << 20;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void requests_reach_the_service_that_answers_them_unchanged() throws Exception {
    try (var commands = RecordingUpstream.answering("command");
        var queries = RecordingUpstream.answering("query");
        var gateway = new RunningGateway(commands.url(), queries.url())) {
      assertThat(gateway.get("/api/jobs?status=a%2Fb&limit=2").body()).isEqualTo("query");
      assertThat(gateway.post("/api/jobs", new byte[2]).body()).isEqualTo("command");

      assertThat(queries.requests())
          .singleElement()
          .satisfies(
              request -> assertThat(request.path()).isEqualTo("/api/jobs?status=a%2Fb&limit=2"));
      assertThat(commands.requests())
          .singleElement()
          .satisfies(request -> assertThat(request.bodyBytes()).isEqualTo(2));
    }
  }

  @Test
  void the_services_own_paths_are_not_there_however_they_are_written() throws Exception {
    try (var commands = RecordingUpstream.answering("command");
        var queries = RecordingUpstream.answering("query");
        var gateway = new RunningGateway(commands.url(), queries.url())) {
      for (String path :
          new String[] {"/internal/access-records", "/%69nternal/access-records", "/internal/"}) {
        HttpResponse<String> response = gateway.post(path, new byte[2]);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("\"code\":\"not_found\"");
      }

      assertThat(commands.requests()).isEmpty();
      assertThat(queries.requests()).isEmpty();
    }
  }

  @Test
  void answers_of_a_service_pass_as_they_are_even_failures() throws Exception {
    try (var commands = RecordingUpstream.answering("unused");
        var queries =
            new RecordingUpstream(exchange -> {
              exchange.setStatusCode(503);
              exchange.getResponseSender().send("its own words");
            });
        var gateway = new RunningGateway(commands.url(), queries.url())) {
      HttpResponse<String> response = gateway.get("/api/jobs");
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).isEqualTo("its own words");
    }
  }

  @Test
  void what_clients_claim_about_forwarding_is_replaced() throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var gateway = new RunningGateway(service.url(), service.url())) {
      client.send(
          HttpRequest.newBuilder(gateway.url("/api/jobs"))
              .header("X-Forwarded-For", "203.0.113.7")
              .build(),
          BodyHandlers.ofString());
      assertThat(service.requests().getFirst().forwardedFor()).containsExactly("127.0.0.1");
    }
  }

  @Test
  void a_programs_key_reaches_the_service_and_so_does_a_second_one() throws Exception {
    try (var service =
            new RecordingUpstream(exchange ->
                exchange
                    .getResponseSender()
                    .send(String.join("|", exchange.getRequestHeaders().get("X-API-Key"))));
        var gateway = new RunningGateway(service.url(), service.url())) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(gateway.url("/api/jobs")).header("X-API-Key", "one");
      assertThat(client.send(request.build(), BodyHandlers.ofString()).body()).isEqualTo("one");
      request.header("X-API-Key", "two");
      assertThat(client.send(request.build(), BodyHandlers.ofString()).body()).isEqualTo("one|two");
    }
  }

  @Test
  void a_service_that_is_down_is_a_problem_document_and_is_back_as_soon_as_it_listens()
      throws Exception {
    URI nobody = URI.create("http://127.0.0.1:" + FreePorts.next());
    try (var queries = RecordingUpstream.answering("query");
        var gateway = new RunningGateway(nobody, queries.url())) {
      HttpResponse<String> response = gateway.post("/api/jobs", new byte[10]);

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("application/problem+json");
      assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(response.body()).contains("\"code\":\"service_unavailable\"", "\"status\":503");
      assertThat(gateway.get("/api/jobs").body()).isEqualTo("query");
    }
  }

  @Test
  void a_service_that_is_slow_is_given_up_with_a_problem_document() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    try (var slow = new RecordingUpstream(_ -> answered.await());
        var gateway = new RunningGateway(slow.url(), slow.url(), Duration.ofSeconds(2))) {
      HttpResponse<String> response = gateway.post("/api/jobs", new byte[10]);
      answered.countDown();

      assertThat(response.statusCode()).isEqualTo(504);
      assertThat(response.body()).contains("\"code\":\"gateway_timeout\"");
      assertThat(slow.requests()).as("not sent again").hasSizeLessThan(2);
    }
  }

  @Test
  void a_write_whose_connection_breaks_is_not_sent_again() throws Exception {
    try (var breaking = new BreakingUpstream();
        var gateway = new RunningGateway(breaking.url(), breaking.url())) {
      HttpResponse<String> withBody = gateway.post("/api/jobs", new byte[10]);
      HttpResponse<String> without = gateway.post("/api/jobs/1/cancel", new byte[0]);

      assertThat(withBody.statusCode()).isBetween(502, 503);
      assertThat(without.statusCode()).isBetween(502, 503);
      assertThat(without.body()).contains("service_unavailable");
      assertThat(breaking.requests()).isEqualTo(2);
    }
  }

  @Test
  void a_read_whose_connection_breaks_is_sent_once_more() throws Exception {
    try (var breaking = new BreakingUpstream();
        var gateway = new RunningGateway(breaking.url(), breaking.url())) {
      HttpResponse<String> response = gateway.get("/api/jobs");

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(breaking.requests()).isEqualTo(2);
    }
  }

  @Test
  void trace_is_refused_before_any_service_sees_it() throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var gateway = new RunningGateway(service.url(), service.url())) {
      for (String path : new String[] {"/api/jobs", "/api/auth/login", "/gateway/health"}) {
        HttpResponse<String> response =
            client.send(
                HttpRequest.newBuilder(gateway.url(path))
                    .method("TRACE", BodyPublishers.noBody())
                    .header("Authorization", "Bearer secret")
                    .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).isPresent();
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(response.body())
            .contains("\"code\":\"method_not_allowed\"")
            .doesNotContain("secret");
      }
      assertThat(service.requests()).isEmpty();
    }
  }

  @Test
  void a_body_at_the_limit_passes() throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var gateway = new RunningGateway(service.url(), service.url())) {
      assertThat(gateway.post("/api/jobs", new byte[12 * MEBIBYTE]).statusCode()).isEqualTo(200);
      assertThat(service.requests().getFirst().bodyBytes()).isEqualTo(12 * MEBIBYTE);
    }
  }

  @Test
  void a_longer_body_is_refused_before_the_service_sees_it() throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var gateway = new RunningGateway(service.url(), service.url())) {
      String answer = gateway.announce("/api/jobs", 12L * MEBIBYTE + 1);

      assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"payload_too_large\"");
      assertThat(service.requests()).isEmpty();
    }
  }

  @Test
  void a_body_of_unknown_length_is_cut_off_at_the_limit() throws Exception {
    try (var service = RecordingUpstream.answering("ok");
        var gateway = new RunningGateway(service.url(), service.url())) {
      InputStream endless = new ByteArrayInputStream(new byte[13 * MEBIBYTE]);
      HttpRequest request =
          HttpRequest.newBuilder(gateway.url("/api/jobs"))
              .POST(BodyPublishers.ofInputStream(() -> endless))
              .build();

      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(response.body()).contains("\"code\":\"payload_too_large\"");
      assertThat(service.requests())
          .allSatisfy(cut -> assertThat(cut.bodyBytes()).isLessThanOrEqualTo(12 * MEBIBYTE));
    }
  }

  @Test
  void its_own_health_does_not_depend_on_the_services() throws Exception {
    URI nobody = URI.create("http://127.0.0.1:" + FreePorts.next());
    try (var gateway = new RunningGateway(nobody, nobody)) {
      assertThat(gateway.get("/gateway/health").body()).isEqualTo("{\"status\":\"UP\"}");
    }
  }

  @Test
  void a_taken_port_is_told_from_other_failures() throws Exception {
    URI nobody = URI.create("http://127.0.0.1:1");
    try (ServerSocket taken = new ServerSocket(0)) {
      GatewayConfig config = new GatewayConfig("127.0.0.1", taken.getLocalPort(), nobody, nobody);
      assertThatThrownBy(() -> Gateway.start(config)).isInstanceOf(BindException.class);
    }
  }

  /** Reads a request, then closes the connection without an answer. */
  private static final class BreakingUpstream implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0);
    private final AtomicInteger requests = new AtomicInteger();

    BreakingUpstream() throws IOException {
      Thread.ofVirtual().start(this::serve);
    }

    URI url() {
      return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    int requests() {
      return requests.get();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }

    private void serve() {
      while (!server.isClosed()) {
        try (Socket connection = server.accept()) {
          if (connection.getInputStream().read(new byte[8192]) > 0) {
            requests.incrementAndGet();
          }
        } catch (IOException closed) {
          return;
        }
      }
    }
  }
}
