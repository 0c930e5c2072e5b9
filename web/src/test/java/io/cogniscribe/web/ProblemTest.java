package io.cogniscribe.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.web.Client.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(RunningApplication.class)
class ProblemTest {

  private final Client client;

  ProblemTest(Client client) {
    this.client = client;
  }

  @Test
  void writesAllMembersOfAProblem() {
    Answer answer = client.get("/api/public/fails/conflict?secret=1");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json;charset=UTF-8");
    assertThat(answer.header("X-Why")).isEqualTo("because");
    assertThat(answer.text("type")).isEqualTo("urn:cogniscribe:problem:job_completed");
    assertThat(answer.text("title")).isEqualTo("Conflict");
    assertThat(answer.json().path("status").asInt()).isEqualTo(409);
    assertThat(answer.text("detail")).isEqualTo("The job is completed.");
    assertThat(answer.text("code")).isEqualTo("job_completed");
    assertThat(answer.text("instance")).isEqualTo("/api/public/fails/conflict");
    assertThat(answer.text("request_id")).isEqualTo(answer.header("X-Request-Id"));
    assertThat(answer.json().has("errors")).isFalse();
  }

  @Test
  void showsOnlyTheRequestIdWhenTheServiceFails() {
    for (String path : new String[] {"/api/public/fails/badly", "/api/public/error"}) {
      Answer answer = client.get(path);

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.text("code")).isEqualTo("internal_error");
      assertThat(UUID.fromString(answer.text("request_id"))).isNotNull();
      assertThat(answer.response().body())
          .doesNotContain("secret", "Exception", "StackOverflow", "java", "springframework");
    }
  }

  @Test
  void answers503WhenAStoreIsUnreachable() {
    Answer answer = client.get("/api/public/fails/store");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text("code")).isEqualTo("store_unavailable");
    assertThat(answer.header("Retry-After")).isEqualTo("2");
    assertThat(answer.response().body()).doesNotContain("postgres");
  }

  @Test
  void answers404WhenThePathIsUnknown() {
    Answer answer = client.get("/api/public/nothing");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("code")).isEqualTo("not_found");
    assertThat(client.get("/api/public/../public/nothing").status()).isIn(400, 404);
  }

  @Test
  void answers404WhenTheErrorPageIsRequested() {
    assertThat(client.get("/error").status()).isEqualTo(401);
  }

  @Test
  void listsTheAllowedMethodsWhenTheMethodIsWrong() {
    Answer answer = client.send(client.request("/api/public/orders").DELETE());

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.text("code")).isEqualTo("method_not_allowed");
    assertThat(answer.header("Allow")).isEqualTo("POST");
  }

  @Test
  void answers415WhenTheMediaTypeIsWrong() {
    Answer answer =
        client.send(
            client
                .request("/api/public/orders")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.text("code")).isEqualTo("unsupported_media_type");
    assertThat(answer.header("Accept")).contains("application/json");
  }

  @Test
  void answersWithAProblemWhenAcceptExcludesJson() {
    Answer answer =
        client.send(Tokens.user(client.request("/api/me")).header("Accept", "image/png"));

    assertThat(answer.status()).isEqualTo(406);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.text("code")).isEqualTo("not_acceptable");
  }

  @Test
  void answersWithAProblemWhenTheClientAcceptsHtml() {
    Answer answer =
        client.send(client.request("/api/public/nothing").header("Accept", "text/html"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/public/orders/7?limit=1,                                              id,     must be a UUID",
    "/api/public/orders/1-1-1-1-1?limit=1,                                      id,     must be a UUID",
    "/api/public/orders/0199a1b2-0000-7000-8000-000000000001,                   limit,  is required",
    "/api/public/orders/0199a1b2-0000-7000-8000-000000000001?limit=x,           limit,  must be a whole number",
    "/api/public/orders/0199a1b2-0000-7000-8000-000000000001?limit=,            limit,  must be a whole number",
    "/api/public/orders/0199a1b2-0000-7000-8000-000000000001?limit=1.5,         limit,  must be a whole number",
    "/api/public/orders/0199a1b2-0000-7000-8000-000000000001?limit=9999999999,  limit,  must be a whole number",
  })
  void namesThePathOrParameterWhenItIsInvalid(String path, String field, String message) {
    Answer answer = client.get(path);

    assertThat(answer.status()).as(answer.response().body()).isEqualTo(422);
    assertThat(answer.text("code")).isEqualTo("validation_failed");
    assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    assertThat(answer.json().at("/errors/0/message").asString()).isEqualTo(message);
  }
}
