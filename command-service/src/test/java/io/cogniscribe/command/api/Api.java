package io.cogniscribe.command.api;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.InventedSessions;
import io.cogniscribe.web.security.Role;
import io.cogniscribe.web.security.TokenIssuer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP client of the service under test. It can act as any caller. */
final class Api implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final TokenIssuer tokens;

  Api(int port, TokenIssuer tokens) {
    this.base = URI.create("http://127.0.0.1:" + port);
    this.tokens = tokens;
  }

  /** A caller with a token. */
  record Client(UUID id, String token) {}

  /** A response. */
  record Answer(HttpResponse<String> response, JsonNode json) {

    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String text(String field) {
      return json.path(field).asString("");
    }

    UUID id(String field) {
      return UUID.fromString(text(field));
    }
  }

  /** A request in preparation. */
  final class Call {

    private final String method;
    private final HttpRequest.Builder request;
    private final @Nullable String body;

    private Call(String method, String path, @Nullable String body) {
      this.method = method;
      this.request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60));
      this.body = body;
      if (body != null) {
        request.header("Content-Type", "application/json");
      }
    }

    Call with(String header, String value) {
      request.header(header, value);
      return this;
    }

    Call by(Client client) {
      return with("Authorization", "Bearer " + client.token());
    }

    /** Sends text with the content type of the request. */
    Answer send(String text) {
      return send(BodyPublishers.ofString(text));
    }

    Answer send(byte[] bytes) {
      return send(BodyPublishers.ofByteArray(bytes));
    }

    /** Sends text without a content length. */
    Answer stream(String text) {
      return send(
          BodyPublishers.ofInputStream(
              () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    Answer send() {
      return send(body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private Answer send(BodyPublisher publisher) {
      request.method(method, publisher);
      try {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        boolean isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(
            response, isJson ? JSON.readTree(response.body()) : JSON.createObjectNode());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** Returns a new caller with these roles. */
  Client somebody(Role... roles) {
    return holderOf(UuidCreator.getTimeOrderedEpoch(), roles);
  }

  Client holderOf(UUID id, Role... roles) {
    Caller caller = new Caller(id, "name-of-" + id, Set.of(roles), InventedSessions.random());
    return new Client(id, tokens.issue(caller, id + "@example.org").value());
  }

  Call post(String path, @Nullable String body) {
    return new Call("POST", path, body);
  }

  Call post(String path) {
    return post(path, null);
  }

  Call call(String method, String path) {
    return new Call(method, path, null);
  }

  Call get(String path) {
    return new Call("GET", path, null);
  }

  Call delete(String path) {
    return new Call("DELETE", path, null);
  }

  @Override
  public void close() {
    http.close();
  }
}
