package io.cogniscribe.devstack.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Sends single requests to the gateway. */
final class GatewayClient implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration REQUEST = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final URI gateway;

  GatewayClient(URI gateway) {
    this.gateway = gateway;
  }

  /** Sends one attempt. A broken connection counts as an answer. */
  Answer send(Write write) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve(write.path()))
            .timeout(REQUEST)
            .method(write.method(), body(write))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", write.idempotencyKey());
    if (!write.token().isEmpty()) {
      request.header("Authorization", "Bearer " + write.token());
    }
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return Answer.of(
          response.statusCode(), response.headers().firstValue("Retry-After"), response.body());
    } catch (IOException e) {
      return new Answer.NotYet(e.getClass().getSimpleName(), Optional.empty());
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private static BodyPublisher body(Write write) {
    return write.method().equals("DELETE")
        ? BodyPublishers.noBody()
        : BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(write.body()));
  }
}
