package io.cogniscribe.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.web.Client.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningApplication.class)
class RequestTest {

  private static final String OWN_ID = "0199a1b2-0000-4000-8000-00000000000a";

  private final Client client;

  RequestTest(Client client) {
    this.client = client;
  }

  @Test
  void keepsTheRequestIdOfTheClient() {
    Answer answer =
        client.send(Tokens.user(client.request("/api/request")).header("X-Request-Id", OWN_ID));

    assertThat(answer.header("X-Request-Id")).isEqualTo(OWN_ID);
    assertThat(answer.text("id")).isEqualTo(OWN_ID);
  }

  @Test
  void createsARequestIdWhenTheClientSendsNoValidOne() {
    for (String unusable : new String[] {"7", "1-1-1-1-1", OWN_ID + "0", "<script>"}) {
      Answer answer =
          client.send(Tokens.user(client.request("/api/request")).header("X-Request-Id", unusable));

      UUID given = UUID.fromString(answer.header("X-Request-Id"));
      assertThat(given.version()).isEqualTo(7);
      assertThat(answer.text("id")).isEqualTo(given.toString());
    }
  }

  @Test
  void forbidsCachingSniffingAndFramingOfEveryAnswer() {
    for (Answer answer :
        new Answer[] {
          client.send(Tokens.user(client.request("/api/me"))),
          client.get("/api/me"),
          client.get("/api/public/nothing")
        }) {
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.header("Content-Security-Policy")).isEqualTo("frame-ancestors 'none'");
      assertThat(answer.header("Strict-Transport-Security")).isEmpty();
      assertThat(answer.header("Set-Cookie")).isEmpty();
      assertThat(answer.header("Server")).isEmpty();
    }
  }

  @Test
  void sendsHstsWhenTheClientUsesTls() {
    Answer answer =
        client.send(client.request("/api/public/nothing").header("X-Forwarded-Proto", "https"));

    assertThat(answer.header("Strict-Transport-Security")).contains("max-age=31536000");
  }

  @Test
  void letsOnlyPagesOfAllowedOriginsReadAnswers() {
    Answer allowed =
        client.send(
            client.request("/api/public/nothing").header("Origin", "https://app.example.org"));
    Answer other =
        client.send(
            client.request("/api/public/nothing").header("Origin", "https://evil.example.org"));

    assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example.org");
    assertThat(allowed.header("Access-Control-Expose-Headers")).contains("ETag", "X-Request-Id");
    assertThat(other.status()).isEqualTo(404);
    assertThat(other.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void answersAPreflightWithoutATokenWhenTheOriginIsAllowed() {
    assertThat(preflight("https://app.example.org").status()).isEqualTo(200);
    assertThat(preflight("https://app.example.org").header("Access-Control-Allow-Headers"))
        .contains("authorization");
    assertThat(preflight("https://evil.example.org").header("Access-Control-Allow-Origin"))
        .isEmpty();
  }

  private Answer preflight(String origin) {
    return client.send(
        client
            .request("/api/me")
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "GET")
            .header("Access-Control-Request-Headers", "authorization"));
  }

  @Test
  void refusesABodyBeforeReadingItWhenItExceedsTheLimit() {
    Answer answer = client.post("/api/public/small", "{\"text\": \"" + "x".repeat(2000) + "\"}");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text("code")).isEqualTo("body_too_large");
    assertThat(answer.text("detail")).contains("1000 bytes");
  }

  @Test
  void refusesAChunkedBodyWhenItExceedsTheLimit() {
    byte[] body = ("{\"text\": \"" + "x".repeat(2000) + "\"}").getBytes(StandardCharsets.UTF_8);
    Answer answer =
        client.send(
            client
                .request("/api/public/small")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text("code")).isEqualTo("body_too_large");
  }

  @Test
  void acceptsABodyWithinTheLimit() {
    assertThat(
            client
                .post("/api/public/small", "{\"text\": \"" + "x".repeat(900) + "\"}")
                .response()
                .body())
        .isEqualTo("900");
  }

  @Test
  void doesNotReadTheBodyWhenThereIsNoToken() {
    assertThat(client.post("/api/private/small", "{broken" + "x".repeat(1_000_000)).status())
        .isEqualTo(401);
  }
}
