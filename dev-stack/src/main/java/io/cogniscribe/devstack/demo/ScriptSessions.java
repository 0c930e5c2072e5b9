package io.cogniscribe.devstack.demo;

import io.cogniscribe.devstack.stack.Refusal;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/**
 * Opens sessions for scripts on a running stack, with role and name signed by the stack's key. The
 * services list and end such a session like any other.
 *
 * @param base URL of the gateway or of the command-service
 * @param jwtSecretKey the services' signing key
 */
public record ScriptSessions(URI base, String jwtSecretKey) {

  private static final String PATH = "/api/auth/script-sessions";
  private static final int UNAUTHORIZED = 401;

  /** Returns the sessions of a stack. */
  public static ScriptSessions at(StackAddress stack) {
    return new ScriptSessions(stack.gateway(), stack.jwtSecretKey());
  }

  /**
   * Returns a token of the role, with a new session.
   *
   * @param name 1-30 letters, digits, dots, underscores and hyphens
   * @throws Refusal when the stack has another signing key, or refuses the name
   * @throws NotAcknowledged when the service does not answer
   */
  public String token(Role role, String name) throws InterruptedException {
    ScriptAssertion assertion = new ScriptAssertion(jwtSecretKey, Clock.systemUTC());
    Write open =
        Write.post(
            PATH,
            "",
            UUID.randomUUID().toString(),
            Map.of("assertion", assertion.sign(role, name)));
    Answer answer = PatientWriter.send(base, open);
    if (answer instanceof Answer.Refused(var status, _) && status == UNAUTHORIZED) {
      throw Refusal.usage(
          "the stack at "
              + base
              + " has another signing key: name its data folder with --data,"
              + " or set JWT_SECRET_KEY");
    }
    return answer.orRefusal(open).field("access_token");
  }

  /** Omits the key. */
  @Override
  public String toString() {
    return "ScriptSessions[" + base + "]";
  }
}
