package io.cogniscribe.devstack.demo;

import io.cogniscribe.devstack.stack.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * An account with roles that only operators can grant, such as the first operator. A holder of the
 * stack's signing key can create one.
 */
public record NewAccount(String username, String email, String password, List<Role> roles) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Registers the account, grants its roles, and returns its id.
   *
   * @throws Refusal when the service refuses the account; the message has its reason
   * @throws NotAcknowledged when the service does not answer
   */
  public UUID create(StackAddress stack) throws InterruptedException {
    JsonMapper json = new JsonMapper();
    try (GatewayClient client = new GatewayClient(stack.gateway(), json)) {
      PatientWriter writer = new PatientWriter(client::send, PATIENCE);
      String registered =
          send(
              writer,
              Write.post(
                  "/api/auth/register",
                  "",
                  UUID.randomUUID().toString(),
                  Map.of("username", username, "email", email, "password", password)));
      UUID id = UUID.fromString(json.readTree(registered).path("user_id").asString());
      String operator = ScriptSessions.at(stack).token(Role.OPERATOR, "bootstrap");
      send(
          writer,
          new Write(
              "PUT",
              "/api/users/" + id + "/roles",
              operator,
              UUID.randomUUID().toString(),
              Map.of("roles", roles.stream().map(Role::label).toList())));
      return id;
    }
  }

  private static String send(PatientWriter writer, Write write) throws InterruptedException {
    return switch (writer.send(write)) {
      case Answer.Acknowledged(var body) -> body;
      case Answer.Refused(_, var body) -> throw Refusal.usage(body);
      case Answer other -> throw NotAcknowledged.of(write, other);
    };
  }

  /** Omits the password and personal data. */
  @Override
  public String toString() {
    return "NewAccount" + roles;
  }
}
