package io.cogniscribe.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no HTTP library would send. */
@ExtendWith(RunningApplication.class)
class RawRequestTest {

  private final Client client;

  RawRequestTest(Client client) {
    this.client = client;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/public/<x> HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /api/public/\u0000 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
        "GE T / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET /api/public/%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /api/public/%2e%2e/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /api//public/x;a=b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /api/public/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /api/public/orders/1?limit=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /api/public/orders/1?limit=%f HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /api/public/orders/1?limit=%ff HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /api/public/orders/1?%=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /api/me?x=%c3%28 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "POST /api/public/small?x=%zz HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "TRACE /api/public/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "POST /api/public/small HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST /api/public/small HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        "POST /api/public/small HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",
      })
  void answersOnlyAProblemWhenARequestIsMalformed(String request) throws IOException {
    String answer = exchange(request);

    assertThat(answer).matches("(?s)HTTP/1.1 (4\\d\\d|501|505) .*");
    assertThat(answer).contains("application/problem+json").contains("\"code\":\"");
    assertThat(answer).contains("Cache-Control: no-store", "X-Content-Type-Options: nosniff");
    assertThat(answer).doesNotContainIgnoringCase("tomcat", "<html", "exception", "apache");
  }

  @Test
  void refusesTrace() throws IOException {
    assertThat(exchange("TRACE /api/public/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 405 ")
        .contains("\r\nAllow: ", "\"code\":\"method_not_allowed\"");
  }

  @Test
  void refusesARequestWhenItsHeadExceedsSixteenKilobytes() throws IOException {
    String head = "GET /api/public/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Long: ";

    assertThat(exchange(head + "x".repeat(15_000) + "\r\n\r\n")).startsWith("HTTP/1.1 404 ");
    assertThat(exchange(head + "x".repeat(17_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"code\":\"bad_request\"");
  }

  private String exchange(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
