package io.cogniscribe.devstack.demo;

import io.cogniscribe.devstack.stack.Refusal;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An account with roles that only operators can grant, such as the first operator. A holder of the
 * stack's signing key can create one.
 */
public record NewAccount(String username, String email, String password, List<Role> roles) {

  /**
   * Registers the account, grants its roles, and returns its id.
   *
   * @throws Refusal when the service refuses the account; the message has its reason
   * @throws NotAcknowledged when the service does not answer
   */
  public UUID create(StackAddress stack) throws InterruptedException {
    UUID id =
        UUID.fromString(
            send(
                    stack,
                    Write.post(
                        "/api/auth/register",
                        "",
                        UUID.randomUUID().toString(),
                        Map.of("username", username, "email", email, "password", password)))
                .field("user_id"));
    var _ =
        send(
            stack,
            new Write(
                "PUT",
                "/api/users/" + id + "/roles",
                ScriptSessions.at(stack).token(Role.OPERATOR, "bootstrap"),
                UUID.randomUUID().toString(),
                Map.of("roles", roles.stream().map(Role::label).toList())));
    return id;
  }

  private static Answer.Acknowledged send(StackAddress stack, Write write)
      throws InterruptedException {
    return PatientWriter.send(stack.gateway(), write).orRefusal(write);
  }

  /** Omits the password and personal data. */
  @Override
  public String toString() {
    return "NewAccount" + roles;
  }
}
