package io.cogniscribe.devstack.demo;

import io.cogniscribe.devstack.stack.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
  private final String secret;

  Accounts(PatientWriter writer, String secret) {
    this.writer = writer;
    this.secret = secret;
  }

  /**
   * Returns a token of a user of the stack. Registers the user first if the name is free.
   *
   * @throws Refusal when the account exists with another password
   * @throws NotAcknowledged when the account cannot be created or logged in
   */
  public static String userToken(StackAddress stack, String username) throws InterruptedException {
    try (GatewayClient client = new GatewayClient(stack.gateway())) {
      return new Accounts(PatientWriter.to(client), stack.jwtSecretKey())
          .registerAndLogIn(username);
    }
  }

  String registerAndLogIn(String username) throws InterruptedException {
    Write write = registration(username);
    return switch (writer.send(write)) {
      case Answer.Acknowledged _ -> logInNewcomer(username);
      case Answer.Refused(var status, _) when status == CONFLICT ->
          logIn(username).orElseThrow(() -> anotherPassword(username));
      case Answer other -> throw NotAcknowledged.of(write, other);
    };
  }

  UUID register(String username) throws InterruptedException {
    Write write = registration(username);
    return switch (writer.send(write)) {
      case Answer.Acknowledged registered -> UUID.fromString(registered.field("user_id"));
      case Answer other -> throw NotAcknowledged.of(write, other);
    };
  }

  /**
   * Returns a token of a user that was just registered. Retries, because the service that logs the
   * user in may learn of the account a little later.
   */
  String logInNewcomer(String username) throws InterruptedException {
    Instant deadline = Instant.now().plus(NEWCOMER_PATIENCE);
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
      case Answer.Acknowledged session -> Optional.of(session.field("access_token"));
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
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(ScriptAssertion.hmac(secret, "password of " + username));
  }
}
