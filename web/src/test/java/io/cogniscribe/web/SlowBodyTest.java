package io.cogniscribe.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.web.Client.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The clients send their bodies slowly without end: a test ends because the server ends the
 * request.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowBodyTest {

  private ConfigurableApplicationContext context;
  private int port;

  @SuppressWarnings("NullAway.Init") // JUnit calls start before any test.
  SlowBodyTest() {}

  @BeforeAll
  void start() {
    context = TestApplication.startWith("REQUEST_TIMEOUT_SECONDS", "1");
    port = TestApplication.port(context);
  }

  @AfterAll
  void stop() {
    context.close();
  }

  @Test
  void answers408WhenABodyDripsIn() throws IOException {
    try (SlowClient client = SlowClient.begin(port, "POST /api/public/small").drip()) {
      assertThat(client.answer())
          .startsWith("HTTP/1.1 408 ")
          .contains("application/problem+json", "\"code\":\"request_timeout\"", "close");
    }
  }

  @Test
  void answers408WhenNoByteOfABodyArrives() throws IOException {
    try (SlowClient client = SlowClient.begin(port, "POST /api/public/small")) {
      assertThat(client.answer())
          .startsWith("HTTP/1.1 408 ")
          .contains("application/problem+json", "\"code\":\"request_timeout\"");
    }
  }

  @Test
  void closesTheConnectionWhenTheBodyOfARefusedRequestDripsIn() throws IOException {
    try (SlowClient client = SlowClient.begin(port, "POST /api/private/small").drip()) {
      assertThat(client.answer()).startsWith("HTTP/1.1 401 ").contains("\"code\":\"unauthorized\"");
    }
  }

  @Test
  void closesTheConnectionWhenHeadersDripIn() throws IOException {
    try (SlowClient client = SlowClient.connect(port, "GET /api/public/x HTTP/1.1\r\nX-Slow: ")) {
      assertThat(client.dripHeader().answer()).doesNotContain(" 200 ");
    }
  }

  @Test
  void doesNotBlameTheClientWhenTheServiceReadsABodySlowly() {
    try (Client client = new Client(port)) {
      Answer answer = client.post("/api/public/unhurried?millis=1500", "{\"text\": \"x\"}");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().asInt()).isEqualTo(13);
    }
  }

  /** The server must not ask a client for a body that it will refuse. */
  @Test
  void doesNotAskForTheBodyOfARefusedRequest() throws IOException {
    try (SlowClient client =
        SlowClient.begin(port, "POST /api/private/small", "Expect: 100-continue")) {
      assertThat(client.answer()).startsWith("HTTP/1.1 401 ");
    }
  }
}
