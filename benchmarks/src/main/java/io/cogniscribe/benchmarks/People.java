package io.cogniscribe.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
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

  String register(String name) throws IOException, InterruptedException {
    String user =
        "{\"username\":\"%s\",\"email\":\"%s@example.org\",\"password\":\"%s\"}"
            .formatted(name, name, PASSWORD);
    return field("user_id", send(201, "POST", "/api/auth/register", "", user));
  }

  String logIn(String name) throws IOException, InterruptedException {
    String login = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD);
    return field("access_token", send(200, "POST", "/api/auth/login", "", login));
  }

  void makeProducer(String userId, String operatorToken) throws IOException, InterruptedException {
    String path = "/api/users/" + userId + "/roles";
    send(200, "PUT", path, operatorToken, "{\"roles\":[\"producer\"]}");
  }

  /**
   * Submits a job for the user, which is the caller itself unless the caller is a producer. Returns
   * the id of the job.
   */
  UUID submit(String token, String userId) throws IOException, InterruptedException {
    String answer = send(201, "POST", "/api/jobs", token, "{" + job(userId) + "}");
    return UUID.fromString(field("job_id", answer));
  }

  /** Returns the fields of a job of the user. */
  static String job(String userId) {
    return "\"filename\":\"lecture.mp3\",\"file_size_bytes\":5000000,\"subject\":\"anatomy\","
        + "\"user_id\":\"%s\"".formatted(userId);
  }

  /** Sends a request to the command-service and returns the body of an answer of this status. */
  String send(int status, String method, String path, String token, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response = send(method, commandService.resolve(path), token, body);
    if (response.statusCode() != status) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  HttpResponse<String> send(String method, URI uri, String token, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String field(String name, String json) {
    Matcher value = Pattern.compile("\"%s\":\"([^\"]*)\"".formatted(name)).matcher(json);
    if (!value.find()) {
      throw new IllegalStateException("no " + name + " in " + json);
    }
    return value.group(1);
  }

  @Override
  public void close() {
    http.close();
  }
}
