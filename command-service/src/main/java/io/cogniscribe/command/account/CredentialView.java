package io.cogniscribe.command.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
   * A program's key, good or not.
   *
   * @param secretHash SHA-256 of the secret, in hex
   * @param expiresAt null: it does not expire
   */
  record IssuedKey(
      String label, String role, String secretHash, @Nullable Instant expiresAt, boolean revoked) {

    /** The same key, revoked. */
    IssuedKey withoutWorth() {
      return new IssuedKey(label, role, secretHash, expiresAt, true);
    }

    /** Whether the key lets anybody in. */
    boolean isGoodAt(Instant now) {
      return !revoked && (expiresAt == null || expiresAt.isAfter(now));
    }
  }

  /**
   * The account that holds a username. Waits until the view has reached the end that its topic had
   * when it was asked, and for the transactions that were open there, so that somebody who has just
   * registered can log in. All who wait for that share their waiting.
   */
  Optional<Credential> find(UUID usernameClaim);

  /** The account that holds a username as far as the view has come, without waiting. */
  Optional<Credential> soFar(UUID usernameClaim);

  /** The account of that id, as far as the view has come. */
  Optional<Credential> account(UUID userId);

  /**
   * The account whose session goes on. Waits for the end of the topic before it says that there is
   * none, so that a session that was just opened elsewhere is found.
   */
  Optional<Credential> inSession(UUID sessionId, Instant now);

  /**
   * The key of that id, when it is good. Waits for the end of the topic before it says that a key
   * was never issued. All who wait for that share their waiting, so that a flood of invented keys
   * asks Kafka one question at a time; whose key is known never waits.
   */
  Optional<IssuedKey> goodKey(UUID keyId, Instant now);
}
