package io.cogniscribe.devstack.stack;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer of a service's readiness endpoint.
 *
 * @param notes causes if it is not ready; otherwise unusual details
 */
public record ServiceReadiness(String name, boolean isReady, List<String> notes) {

  /** Short, because readiness endpoints do not wait for other servers. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Values of details that need no attention. */
  private static final Set<String> GOOD = Set.of("running", "RUNNING", "answers");

  /**
   * Asks all services of a stack concurrently. Returns within 3 seconds, even if some do not
   * answer.
   */
  public static List<ServiceReadiness> ask(StackPorts ports) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    try {
      return List.of(
              ask(http, "command-service", ports.command()),
              ask(http, "projector", ports.projector()),
              ask(http, "query-service", ports.query()))
          .stream()
          .map(CompletableFuture::join)
          .toList();
    } finally {
      http.shutdownNow();
    }
  }

  private static CompletableFuture<ServiceReadiness> ask(HttpClient http, String name, int port) {
    URI uri = StackPorts.readiness(port);
    return http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(
            answer -> new ServiceReadiness(name, answer.statusCode() == 200, notes(answer.body())))
        .exceptionally(_ ->
            new ServiceReadiness(name, false, List.of("does not answer on port " + uri.getPort())));
  }

  /** Returns the details of a health document that need attention. */
  static List<String> notes(String document) {
    JsonNode health;
    try {
      health = JsonMapper.shared().readTree(document);
    } catch (JacksonException notJson) {
      return List.of("the answer is no health document");
    }
    List<String> notes = new ArrayList<>();
    for (JsonNode component : health.path("components")) {
      component
          .path("details")
          .properties()
          .forEach(detail -> {
            for (JsonNode text : texts(detail.getValue())) {
              if (!GOOD.contains(text.asString())) {
                notes.add(
                    detail.getKey().equals("causes")
                        ? text.asString()
                        : detail.getKey() + ": " + text.asString());
              }
            }
          });
    }
    return notes;
  }

  private static List<JsonNode> texts(JsonNode value) {
    if (value.isArray()) {
      return value.valueStream().filter(JsonNode::isString).toList();
    }
    return value.isString() ? List.of(value) : List.of();
  }
}
