package io.cogniscribe.query;

import io.cogniscribe.settings.ServiceStart;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.InventedSessions;
import io.cogniscribe.web.security.Role;
import io.cogniscribe.web.security.TokenIssuer;
import io.cogniscribe.web.security.TokenKeys;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service on free local ports, with a client for it. */
final class RunningService implements AutoCloseable {

  private static final String SECRET = "Zq3vT9xLw2RkYp8sNc5bHd7fJg4mAe6u";

  /** An answer and its JSON, if it has any. */
  record Answer(HttpResponse<String> response, JsonNode json) {

    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String text(String pointer) {
      return json.at(pointer).asString("");
    }

    String code() {
      return text("/code");
    }
  }

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();
  private final TokenIssuer issuer;
  private final SessionTokens sessions;

  private RunningService(ConfigurableApplicationContext context, Settings settings) {
    this.context = context;
    this.sessions = new SessionTokens(settings);
    this.issuer =
        new TokenIssuer(TokenKeys.of(settings).current(), Duration.ofHours(1), Clock.systemUTC());
  }

  static Map<String, String> environment(String databaseUrl, String redisUrl) {
    return Map.of(
        "DATABASE_URL",
        databaseUrl,
        "REDIS_URL",
        redisUrl,
        "JWT_SECRET_KEY",
        SECRET,
        "QUERY_PORT",
        "0",
        "START_PATIENCE_SECONDS",
        "600",
        "LOG_LEVEL",
        "WARN");
  }

  static RunningService start(String databaseUrl, String redisUrl) {
    return start(databaseUrl, redisUrl, Map.of());
  }

  static RunningService start(String databaseUrl, String redisUrl, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(environment(databaseUrl, redisUrl));
    environment.putAll(more);
    Settings settings = Settings.of(environment);
    return new RunningService(
        ServiceStart.start(
            QueryService.class,
            settings,
            all -> {
              Map<String, Object> properties = new HashMap<>(QueryService.properties(all));
              // The tests share a few cores and connections.
              properties.put("spring.datasource.hikari.minimum-idle", 1);
              // Long, so that a pause of this machine does not count as an outage of Redis.
              properties.put("spring.data.redis.connect-timeout", "10s");
              properties.put("spring.data.redis.timeout", "10s");
              return properties;
            }),
        settings);
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  int port(String property) {
    return context.getEnvironment().getRequiredProperty(property, Integer.class);
  }

  /** Sends a GET as a user without another role. */
  Answer get(UUID user, String path, String... headers) {
    return get(user, Role.USER, path, headers);
  }

  Answer get(UUID user, Role role, String path, String... headers) {
    return getWith(token(user, role), path, headers);
  }

  String token(UUID user, Role role) {
    Caller caller = new Caller(user, "someone", Set.of(role), InventedSessions.random());
    return issuer.issue(caller, "someone@example.org").value();
  }

  Answer getWith(String token, String path, String... headers) {
    HttpRequest.Builder request =
        request("local.server.port", path).header("Authorization", "Bearer " + token);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** Sends a GET with the token of a session. */
  Answer getInSession(UUID user, Role role, Object session, String path) {
    return send(
        request("local.server.port", path)
            .header("Authorization", "Bearer " + sessions.issue(user, role, session)));
  }

  /** Sends a GET with an API key. */
  Answer getByKey(String key, String path) {
    return send(request("local.server.port", path).header("X-API-Key", key));
  }

  /** Sends a GET whose answer is too long to hold in memory. */
  InputStream stream(UUID user, Role role, String path) throws IOException {
    try {
      return http.send(
              request("local.server.port", path)
                  .header("Authorization", "Bearer " + token(user, role))
                  .build(),
              BodyHandlers.ofInputStream())
          .body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Answer getAnonymously(String path) {
    return send(request("local.server.port", path));
  }

  Answer actuator(String path) {
    return send(request("local.management.port", "/actuator/" + path));
  }

  private HttpRequest.Builder request(String port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(port) + path))
        .timeout(Duration.ofSeconds(30));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      boolean json =
          response
              .headers()
              .firstValue("Content-Type")
              .orElse("")
              .matches("application/(.*\\+)?json.*");
      return new Answer(response, JsonMapper.shared().readTree(json ? response.body() : "{}"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    context.close();
  }
}
