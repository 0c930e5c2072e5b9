package io.cogniscribe.devstack.demo;

import io.cogniscribe.devstack.stack.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * Accounts of users that exist only for one stack: a password is derived from the stack's secret
 * and the username.
 */
public final class Accounts {

  private static final int CONFLICT = 409;
  private static final int UNAUTHORIZED = 401;

  private static final Duration NEWCOMER_PATIENCE = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(100);

  private final PatientWriter writer;
  private final JsonMapper json;
  private final String secret;
  private final Duration newcomerPatience;

  Accounts(PatientWriter writer, JsonMapper json, String secret) {
    this(writer, json, secret, NEWCOMER_PATIENCE);
  }

  Accounts(PatientWriter writer, JsonMapper json, String secret, Duration newcomerPatience) {
    this.newcomerPatience = newcomerPatience;
    this.writer = writer;
    this.json = json;
    this.secret = secret;
  }

  /**
   * Returns a token of the user. Registers the user first if the name is free.
   *
   * @throws Refusal when the account exists with another password
   */
  String registerAndLogIn(String username) throws InterruptedException {
    Write write = registration(username);
    return switch (writer.send(write)) {
      case Answer.Acknowledged _ -> logInNewcomer(username);
      case Answer.Refused(var status, _) when status == CONFLICT ->
          logIn(username).orElseThrow(() -> anotherPassword(username));
      case Answer other -> throw NotAcknowledged.of(write, other);
    };
  }

  /** Registers a new user and returns its id. */
  UUID register(String username) throws InterruptedException {
    Write write = registration(username);
    return switch (writer.send(write)) {
      case Answer.Acknowledged(var body) ->
          UUID.fromString(json.readTree(body).path("user_id").asString());
      case Answer other -> throw NotAcknowledged.of(write, other);
    };
  }

  /**
   * Returns a token of a user that was just registered. Retries, because the service that logs the
   * user in may learn of the account a little later.
   */
  String logInNewcomer(String username) throws InterruptedException {
    Instant deadline = Instant.now().plus(newcomerPatience);
    Optional<String> token = logIn(username);
    while (token.isEmpty() && Instant.now().isBefore(deadline)) {
      Thread.sleep(POLL);
      token = logIn(username);
    }
    return token.orElseThrow(() -> anotherPassword(username));
  }

  /** Returns a token, or empty when user and password do not match. */
  private Optional<String> logIn(String username) throws InterruptedException {
    Write write =
        Write.post(
            "/api/auth/login",
            "",
            UUID.randomUUID().toString(),
            Map.of("username", username, "password", password(username)));
    return switch (writer.send(write)) {
      case Answer.Acknowledged(var body) ->
          Optional.of(json.readTree(body).path("access_token").asString());
      case Answer.Refused(var status, _) when status == UNAUTHORIZED -> Optional.empty();
      case Answer other -> throw NotAcknowledged.of(write, other);
    };
  }

  private static Refusal anotherPassword(String username) {
    return Refusal.usage(
        "the account \""
            + username
            + "\" has a password of its own: log in with it, or choose another --user");
  }

  private Write registration(String username) {
    return Write.post(
        "/api/auth/register",
        "",
        "register-" + username,
        Map.of(
            "username",
            username,
            "email",
            username + "@example.org",
            "password",
            password(username)));
  }

  private String password(String username) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] digest = mac.doFinal(("password of " + username).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
