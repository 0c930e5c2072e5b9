package io.cogniscribe.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A client of both services through the gateway. */
final class Edge implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * A request. A repetition has the same idempotency key.
   *
   * @param token null for none
   * @param body null for none
   */
  record Request(
      String method,
      String path,
      @Nullable String token,
      @Nullable String body,
      String idempotencyKey) {

    static Request of(String method, String path, @Nullable String token, @Nullable String body) {
      return new Request(method, path, token, body, UUID.randomUUID().toString());
    }
  }

  /** The answer of a service; status 0 if there was no answer. */
  record Answer(int status, String body) {

    /** Returns a field of the body; empty if the body has none. */
    String text(String field) {
      return body.startsWith("{") ? JSON.readTree(body).path(field).asString("") : "";
    }

    /**
     * Returns whether the service has accepted or refused the request, so that a repetition changes
     * nothing.
     */
    boolean isFinal() {
      return status >= 200 && status < 500 && status != 202;
    }
  }

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI gateway;

  Edge(URI gateway) {
    this.gateway = gateway;
  }

  /** Sends one attempt. */
  Answer send(Request request) throws InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(gateway.resolve(request.path()))
            .timeout(TIMEOUT)
            .header("Idempotency-Key", request.idempotencyKey());
    if (request.token() != null) {
      builder.header("Authorization", "Bearer " + request.token());
    }
    if (request.body() == null) {
      builder.method(request.method(), BodyPublishers.noBody());
    } else {
      builder
          .header("Content-Type", "application/json")
          .method(request.method(), BodyPublishers.ofString(request.body()));
    }
    try {
      HttpResponse<String> response = http.send(builder.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException noAnswer) {
      return new Answer(0, "");
    }
  }

  /** Repeats the request under the same idempotency key until the answer is final. */
  Answer sendUntilFinal(Request request) {
    return Awaitility.await(request.path())
        .atMost(PATIENCE)
        .pollInSameThread()
        .until(() -> send(request), Answer::isFinal);
  }

  @Override
  public void close() {
    http.close();
  }
}
