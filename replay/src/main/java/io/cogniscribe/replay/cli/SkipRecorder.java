package io.cogniscribe.replay.cli;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.settings.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the command-service record skips in the audit log, in the operator's name.
 *
 * @param commandService its address
 * @param token the operator's token
 */
record SkipRecorder(URI commandService, String token) {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * Returns when the log has the record. A repeated call records the skip only once.
   *
   * @throws UnavailableException when the service does not answer
   * @throws IllegalStateException when the service refuses
   */
  void record(String projection, Coordinates at, String streamKey, String reason) {
    Map<String, String> skip =
        Map.of(
            "projection",
            projection,
            "record",
            at.toString(),
            "stream_key",
            streamKey,
            "reason",
            reason);
    HttpRequest request =
        HttpRequest.newBuilder(commandService.resolve("/internal/skip-records"))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key(projection, at))
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(skip)))
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      switch (answer.statusCode()) {
        case 204 -> {}
        case 401 -> throw refused("the token is not valid, or has expired");
        case 403 -> throw refused("the token is not an operator's");
        case 502, 503, 504 -> throw unavailable(new IOException("HTTP " + answer.statusCode()));
        default -> throw refused("the command-service answered HTTP " + answer.statusCode());
      }
    } catch (IOException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String key(String projection, Coordinates at) {
    String named = "skip " + projection + " " + at;
    return UUID.nameUUIDFromBytes(named.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static IllegalStateException refused(String why) {
    return new IllegalStateException("nothing was skipped, since it was not recorded: " + why);
  }

  private UnavailableException unavailable(IOException e) {
    return new UnavailableException(
        "nothing was skipped, because the command-service does not answer at %s"
            .formatted(commandService),
        e);
  }

  /** Omits the token. */
  @Override
  public String toString() {
    return "SkipRecorder[" + commandService + "]";
  }
}
