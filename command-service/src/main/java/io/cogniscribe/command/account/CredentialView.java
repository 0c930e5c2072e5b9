package io.cogniscribe.command.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The accounts and who is logged in, folded from the account events alone.
 *
 * <p>All of it throws {@link io.cogniscribe.command.engine.LogUnavailableException} when an answer
 * needs the end of the log and that cannot be reached.
 */
public interface CredentialView {

  /**
   * What is needed to log in, or to go on.
   *
   * @param usernameClaim the claim id of the username
   * @param enabled whether the person may come in
   */
  record Credential(
      UUID userId,
      UUID usernameClaim,
      String username,
      String email,
      String passwordHash,
      List<String> roles,
      boolean enabled) {

    /** Keeps the hash, the name and the address out of logs. */
    @Override
    public String toString() {
      return "Credential[" + userId + "]";
    }
  }

  /**
   * The account that holds a username. Waits until the view has reached the end that its topic had
   * when it was asked, so that somebody who has just registered can log in.
   */
  Optional<Credential> find(UUID usernameClaim);

  /** The account of that id, as far as the view has come. */
  Optional<Credential> account(UUID userId);

  /**
   * The account whose session goes on. Waits for the end of the topic before it says that there is
   * none, so that a session that was just opened elsewhere is found.
   */
  Optional<Credential> inSession(UUID sessionId, Instant now);
}
