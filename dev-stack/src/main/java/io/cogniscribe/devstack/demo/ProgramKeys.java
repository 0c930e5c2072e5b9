package io.cogniscribe.devstack.demo;

import io.cogniscribe.devstack.stack.Refusal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** API keys of workers and producers. A holder of the stack's signing key may issue them. */
public record ProgramKeys(StackAddress stack) {

  private static final String PATH = "/api/api-keys";

  /**
   * An issued key.
   *
   * @param text the key that the program sends; it cannot be read again
   */
  public record Issued(UUID id, String text) {

    /** Omits the key. */
    @Override
    public String toString() {
      return "Issued[" + id + "]";
    }
  }

  /**
   * Issues a key by one attempt, because a second attempt would issue another key.
   *
   * @param expires null for a key that does not expire
   * @throws Refusal when the service refuses it; the message has its reason
   * @throws NotAcknowledged when the service does not answer
   */
  public Issued issue(Role role, String label, @Nullable Instant expires)
      throws InterruptedException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("role", role.label());
    body.put("label", label);
    if (expires != null) {
      body.put("expires_at", expires.toString());
    }
    try (GatewayClient client = new GatewayClient(stack.gateway())) {
      Write write = Write.post(PATH, operator(), UUID.randomUUID().toString(), body);
      Answer.Acknowledged issued = client.send(write).orRefusal(write);
      return new Issued(UUID.fromString(issued.field("id")), issued.field("api_key"));
    }
  }

  /**
   * Revokes a key.
   *
   * @throws Refusal when there is no such key
   * @throws NotAcknowledged when the service does not answer
   */
  public void revoke(UUID id) throws InterruptedException {
    Write write = Write.delete(PATH + "/" + id, operator(), UUID.randomUUID().toString());
    var _ = PatientWriter.send(stack.gateway(), write).orRefusal(write);
  }

  private String operator() throws InterruptedException {
    return ScriptSessions.at(stack).token(Role.OPERATOR, "bootstrap");
  }
}
