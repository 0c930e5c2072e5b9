package io.cogniscribe.command.account;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The accounts that may log in, folded from the account events alone. */
public interface CredentialView {

  /**
   * What is needed to log in.
   *
   * @param usernameClaim the claim id of the username
   */
  record Credential(
      UUID userId,
      UUID usernameClaim,
      String username,
      String email,
      String passwordHash,
      List<String> roles) {

    /** Keeps the hash, the name and the address out of logs. */
    @Override
    public String toString() {
      return "Credential[" + userId + "]";
    }
  }

  /**
   * The account that holds a username. Waits until the view has reached the end that its topic had
   * when it was asked, so that somebody who has just registered can log in.
   *
   * @throws io.cogniscribe.command.engine.LogUnavailableException when the end cannot be reached
   */
  Optional<Credential> find(UUID usernameClaim);
}
