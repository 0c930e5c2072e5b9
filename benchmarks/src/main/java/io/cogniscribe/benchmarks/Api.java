package io.cogniscribe.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A client of the HTTP API that submits jobs of other users as a producer. */
final class Api implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final URI commands;
  private final URI queries;
  private final String authorization;
  private final String userId;

  /** Creates a client and registers the user that owns its jobs. */
  Api(URI commands, URI queries, String token) throws IOException, InterruptedException {
    this.commands = commands;
    this.queries = queries;
    this.authorization = "Bearer " + token;
    try (People people = new People(commands)) {
      this.userId = people.register("student");
    }
  }

  /** Submits a job and returns its id after the acknowledgement. */
  UUID submit() throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(post("/api/jobs", "{" + job() + "}"), BodyHandlers.ofString());
    expect(201, response);
    String location = response.headers().firstValue("Location").orElseThrow();
    return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
  }

  /** Submits {@code size} jobs in one request. */
  void submitBatch(int size) throws IOException, InterruptedException {
    String body =
        IntStream.range(0, size)
            .mapToObj(_ -> "{\"type\":\"submit_job\"," + job() + "}")
            .collect(Collectors.joining(",", "{\"commands\":[", "]}"));
    HttpResponse<String> response = http.send(post("/api/commands", body), BodyHandlers.ofString());
    expect(200, response);
    long accepted = response.body().split("\"accepted\":true", -1).length - 1L;
    if (accepted != size) {
      throw new IllegalStateException(
          "only %d of %d commands were accepted".formatted(accepted, size));
    }
  }

  /** Returns whether the query-service shows the job. */
  boolean isVisible(UUID job) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(queries.resolve("/api/jobs/" + job))
            .timeout(TIMEOUT)
            .header("Authorization", authorization)
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }

  private HttpRequest post(String path, String body) {
    return HttpRequest.newBuilder(commands.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", authorization)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private String job() {
    return "\"filename\":\"lecture.mp3\",\"file_size_bytes\":5000000,\"subject\":\"anatomy\","
        + "\"user_id\":\"%s\"".formatted(userId);
  }

  private static void expect(int status, HttpResponse<String> response) {
    if (response.statusCode() != status) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
