package io.cogniscribe.system;

import io.cogniscribe.system.Edge.Answer;
import io.cogniscribe.system.Edge.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A user with an account. */
record Person(Edge edge, UUID id, String name) {

  static final String PASSWORD = "correct-horse-9";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final JsonMapper JSON = new JsonMapper();

  /** Requests with one token. */
  record LoggedIn(Edge edge, String token) {

    Answer post(String path) {
      return send("POST", path, null);
    }

    Answer submit() {
      return send("POST", "/api/jobs", "{\"filename\":\"anatomy.mp3\",\"file_size_bytes\":1000}");
    }

    /** Repeats the request until the answer is final. */
    Answer send(String method, String path, @Nullable String body) {
      return edge.sendUntilFinal(Request.of(method, path, token, body));
    }

    String sessionId() {
      String claims =
          new String(
              Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
      return JSON.readTree(claims).path("sid").asString();
    }
  }

  static Person register(Edge edge) {
    String name = "ada-" + UUID.randomUUID();
    Answer answer =
        edge.sendUntilFinal(
            Request.of(
                "POST",
                "/api/auth/register",
                null,
                "{\"username\":\"%s\",\"email\":\"%s@uni.test\",\"password\":\"%s\"}"
                    .formatted(name, name, PASSWORD)));
    demand(201, answer);
    return new Person(edge, UUID.fromString(answer.text("user_id")), name);
  }

  /** Logs in. The account may become readable shortly after its registration was acknowledged. */
  LoggedIn logIn() {
    String credentials = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD);
    Answer answer =
        Awaitility.await("log-in")
            .atMost(PATIENCE)
            .pollDelay(Duration.ZERO)
            .pollInSameThread()
            .until(
                () -> edge.sendUntilFinal(Request.of("POST", "/api/auth/login", null, credentials)),
                login -> login.status() == 200);
    return new LoggedIn(edge, answer.text("access_token"));
  }

  static String passwordBody(String field) {
    return "{\"%s\":\"%s\"}".formatted(field, PASSWORD);
  }

  private static void demand(int status, Answer answer) {
    if (answer.status() != status) {
      throw new AssertionError(answer.toString());
    }
  }
}
