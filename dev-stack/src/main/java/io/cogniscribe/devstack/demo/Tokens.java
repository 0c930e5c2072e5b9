package io.cogniscribe.devstack.demo;

import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Tokens for scripts. */
public final class Tokens {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final StackAddress stack;

  private Tokens(StackAddress stack) {
    this.stack = stack;
  }

  public static Tokens of(StackAddress stack) {
    return new Tokens(stack);
  }

  /**
   * Returns a token of the role, with a session. A user is registered and logged in; the other
   * roles are scripts.
   *
   * @throws NotAcknowledged when the account cannot be created or logged in
   */
  public String token(Role role, String name) throws InterruptedException {
    return switch (role) {
      case USER -> userToken(name);
      case WORKER, PRODUCER, OPERATOR -> ScriptSessions.at(stack).token(role, name);
    };
  }

  private String userToken(String name) throws InterruptedException {
    JsonMapper json = new JsonMapper();
    try (GatewayClient client = new GatewayClient(stack.gateway(), json)) {
      PatientWriter writer = new PatientWriter(client::send, PATIENCE);
      return new Accounts(writer, json, stack.jwtSecretKey()).registerAndLogIn(name);
    }
  }
}
