package io.cogniscribe.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A client that repeats a request under its idempotency key until it receives an answer. */
record PersistentClient(HttpClient http, URI service, JsonMapper json) {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /**
   * An acknowledged command.
   *
   * @param position position of the command in the log
   */
  record Acknowledged(UUID jobId, long version, String status, String position) {}

  static PersistentClient of(URI service) {
    return new PersistentClient(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
        service,
        new JsonMapper());
  }

  /** Registers a user and returns the user's token. */
  String register(String name) throws InterruptedException, TimeoutException {
    String password = "correct-horse-9";
    send(
        "POST",
        "/api/auth/register",
        null,
        "{\"username\":\"%s\",\"email\":\"%s@uni.test\",\"password\":\"%s\"}"
            .formatted(name, name, password));
    HttpResponse<String> login =
        send(
            "POST",
            "/api/auth/login",
            null,
            "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password));
    return json.readTree(login.body()).path("access_token").asString();
  }

  Acknowledged command(String method, String path, String token, @Nullable String body)
      throws InterruptedException, TimeoutException {
    HttpResponse<String> answer = send(method, path, token, body);
    var fields = json.readTree(answer.body());
    return new Acknowledged(
        UUID.fromString(fields.path("job_id").asString()),
        Long.parseLong(answer.headers().firstValue("ETag").orElseThrow().replace("\"", "")),
        fields.path("status").asString(),
        answer.headers().firstValue("Consistency-Token").orElseThrow());
  }

  private HttpResponse<String> send(
      String method, String path, @Nullable String token, @Nullable String body)
      throws InterruptedException, TimeoutException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(service.resolve(path))
            .timeout(TIMEOUT)
            .header("Idempotency-Key", UUID.randomUUID().toString());
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    HttpRequest request =
        (body == null
                ? builder.method(method, BodyPublishers.noBody())
                : builder
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body)))
            .build();
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      try {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 == 2 && answer.statusCode() != 202) {
          return answer;
        }
        if (answer.statusCode() / 100 == 4) {
          throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
      } catch (IOException killed) {
        // The next attempt reaches the restarted process.
      }
      Thread.sleep(PAUSE);
    }
    throw new TimeoutException("no answer to " + path + " in " + PATIENCE);
  }
}
