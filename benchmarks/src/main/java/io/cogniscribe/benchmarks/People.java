package io.cogniscribe.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of the command-service for users with accounts. */
final class People implements AutoCloseable {

  static final String PASSWORD = "correct-horse-9";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final URI commandService;

  People(URI commandService) {
    this.commandService = commandService;
  }

  /** Registers a user and returns its id. */
  String register(String name) throws IOException, InterruptedException {
    return send(
        201,
        "POST",
        "/api/auth/register",
        "",
        "{\"username\":\"%s\",\"email\":\"%s@example.org\",\"password\":\"%s\"}"
            .formatted(name, name, PASSWORD),
        "user_id");
  }

  /** Logs a user in and returns the token. */
  String logIn(String name) throws IOException, InterruptedException {
    return send(
        200,
        "POST",
        "/api/auth/login",
        "",
        "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD),
        "access_token");
  }

  /** Gives the account the role of a producer. */
  void makeProducer(String userId, String operatorToken) throws IOException, InterruptedException {
    send(
        200,
        "PUT",
        "/api/users/" + userId + "/roles",
        operatorToken,
        "{\"roles\":[\"producer\"]}",
        "status");
  }

  /** Submits a job for the user, which is the caller itself unless the caller is a producer. */
  void submit(String token, String userId) throws IOException, InterruptedException {
    send(
        201,
        "POST",
        "/api/jobs",
        token,
        "{\"filename\":\"lecture.mp3\",\"file_size_bytes\":5000000,\"user_id\":\"%s\"}"
            .formatted(userId),
        "job_id");
  }

  private String send(
      int status, String method, String path, String token, String body, String field)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(commandService.resolve(path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    Matcher value =
        Pattern.compile("\"%s\":\"([^\"]*)\"".formatted(field)).matcher(response.body());
    if (response.statusCode() != status || !value.find()) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
    return value.group(1);
  }

  @Override
  public void close() {
    http.close();
  }
}
