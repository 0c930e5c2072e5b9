package io.cogniscribe.system;

import io.cogniscribe.devstack.demo.Role;
import io.cogniscribe.devstack.demo.ScriptSessions;
import io.cogniscribe.devstack.demo.StackAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Actions of students and workers through the gateway. */
final class Journey {

  /** A submitted job, and the consistency token of its last write. */
  static final class Job {
    private final String path;
    private String token = "";

    Job(String path) {
      this.path = path;
    }

    String id() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
  private static final Pattern USER_ID = Pattern.compile("\"user_id\":\"([^\"]+)\"");
  private static final String PASSWORD = "correct-horse-9";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI gateway;
  private final String worker;
  private final String operator;
  private final Map<String, String> tokens = new HashMap<>();

  Journey(StackAddress stack) {
    this.gateway = stack.gateway();
    ScriptSessions sessions = ScriptSessions.at(stack);
    try {
      this.worker = sessions.token(Role.WORKER, "system-test");
      this.operator = sessions.token(Role.OPERATOR, "system-test");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Registers a user and logs the user in. */
  void register(String name) {
    String account =
        "\"username\":\"%s\",\"email\":\"%s@uni.test\",\"password\":\"%s\""
            .formatted(name, name, PASSWORD);
    expect(201, post("/api/auth/register", "", "{" + account + "}"));
    HttpResponse<String> login =
        post(
            "/api/auth/login",
            "",
            "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD));
    expect(200, login);
    Matcher token = ACCESS_TOKEN.matcher(login.body());
    if (!token.find()) {
      throw new AssertionError("no token in the answer");
    }
    tokens.put(name, token.group(1));
  }

  Job submit(String name) {
    HttpResponse<String> response =
        post("/api/jobs", tokenOf(name), "{\"filename\":\"anatomy.mp3\",\"file_size_bytes\":1000}");
    expect(201, response);
    Job job = new Job(response.headers().firstValue("Location").orElseThrow());
    remember(job, response);
    return job;
  }

  /** Starts and completes the job as a worker. */
  void complete(Job job, String transcript) {
    expect(200, post(job.path + "/start", worker, "{}"));
    expect(
        200, post(job.path + "/progress", worker, "{\"stage\":\"transcribing\",\"percent\":50}"));
    HttpResponse<String> completed =
        post(
            job.path + "/complete",
            worker,
            """
            {"transcript_text":"%s","summary_text":"short","transcript_duration":12.5,\
            "segment_count":3,"language_detected":"en"}\
            """
                .formatted(transcript));
    expect(200, completed);
    remember(job, completed);
  }

  /** Returns the job as its owner sees it, no older than the last write. */
  String read(String name, Job job) {
    return Awaitility.await()
        .atMost(TIMEOUT)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> get(name, job), response -> response.statusCode() == 200)
        .body();
  }

  int status(String name, Job job) throws IOException, InterruptedException {
    return get(name, job).statusCode();
  }

  /** Starts the job with an API key and returns the status. */
  int startByKey(String key, Job job) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve(job.path + "/start"))
            .timeout(TIMEOUT)
            .header("X-API-Key", key)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** Reads the job with an API key and returns the status. */
  int readByKey(String key, Job job) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve(job.path))
            .timeout(TIMEOUT)
            .header("X-API-Key", key)
            .header("Consistency-Token", job.token)
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** Sends a GET as the user. */
  HttpResponse<String> get(String name, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve(path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + tokenOf(name))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** Returns the user id of the operator. */
  String operatorId() {
    byte[] claims = Base64.getUrlDecoder().decode(operator.split("\\.", -1)[1]);
    Matcher userId = USER_ID.matcher(new String(claims, StandardCharsets.UTF_8));
    if (!userId.find()) {
      throw new AssertionError("no user_id in the token");
    }
    return userId.group(1);
  }

  /** Reads the job as an operator that forges its address. */
  HttpResponse<String> readAsOperator(Job job, UUID requestId)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve(job.path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + operator)
            .header("X-Request-Id", requestId.toString())
            .header("X-Forwarded-For", "203.0.113.9")
            .header("User-Agent", "operators-browser")
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** Posts to the internal path that only services may use. */
  HttpResponse<String> recordAsOperator(String body) throws IOException, InterruptedException {
    return post("/internal/access-records", operator, body);
  }

  private HttpResponse<String> get(String name, Job job) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve(job.path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + tokenOf(name))
            .header("Consistency-Token", job.token)
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** Posts the request, and repeats it with the same key while the service is unavailable. */
  private HttpResponse<String> post(String path, String token, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve(path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpRequest repeatable = request.build();
    return Awaitility.await(path)
        .atMost(TIMEOUT)
        .pollInSameThread()
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> http.send(repeatable, BodyHandlers.ofString()),
            response -> response.statusCode() < 500);
  }

  private static void remember(Job job, HttpResponse<String> response) {
    job.token = response.headers().firstValue("Consistency-Token").orElseThrow();
  }

  private String tokenOf(String name) {
    return Objects.requireNonNull(tokens.get(name), name + " is not registered");
  }

  private static void expect(int status, HttpResponse<String> response) {
    if (response.statusCode() != status) {
      throw new AssertionError(
          "%s answered %d: %s".formatted(response.uri(), response.statusCode(), response.body()));
    }
  }
}
