package io.cogniscribe.replay.cli;

import io.cogniscribe.settings.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Registers the demo account through the public API, so that the log contains it.
 *
 * @param gateway the address of the public API
 */
record DemoAccount(URI gateway) {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final String REGISTRATION =
      """
      {"username": "demo_user", "email": "demo_user@example.com", "password": "demo_password_123"}
      """;

  /**
   * Registers the account, unless it exists.
   *
   * @return a message for the operator
   * @throws UnavailableException when the backend does not answer
   */
  String register() {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve("/api/auth/register"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(REGISTRATION))
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return switch (response.statusCode()) {
        case 201 -> "Registered demo_user (password demo_password_123)";
        case 202 -> "Requested demo_user (password demo_password_123); not confirmed yet";
        case 409 -> "demo_user exists already";
        case 502, 503, 504 -> throw unavailable(new IOException("HTTP " + response.statusCode()));
        default ->
            throw new IllegalStateException(
                "the registration of demo_user was answered with HTTP " + response.statusCode());
      };
    } catch (IOException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private UnavailableException unavailable(IOException e) {
    return new UnavailableException(
        "the backend does not answer at %s. Start it, or set --gateway.".formatted(gateway), e);
  }
}
