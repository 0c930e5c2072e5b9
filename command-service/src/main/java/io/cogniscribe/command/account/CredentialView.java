package io.cogniscribe.command.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The accounts and open sessions, folded from the account events alone.
 *
 * <p>All methods throw {@link io.cogniscribe.command.engine.LogUnavailableException} if an answer
 * needs the end of the log and Kafka does not answer.
 */
public interface CredentialView {

  /**
   * The data of an account for log-in and sessions.
   *
   * @param usernameClaim the claim id of the username
   * @param enabled false if the account is deactivated
   */
  record Credential(
      UUID userId,
      UUID usernameClaim,
      String username,
      String email,
      String passwordHash,
      List<String> roles,
      boolean enabled) {

    /** Omits the hash, the name and the address. */
    @Override
    public String toString() {
      return "Credential[" + userId + "]";
    }
  }

  /**
   * An API key, valid or not.
   *
   * @param secretHash SHA-256 of the secret, in hex
   * @param expiresAt null if the key does not expire
   */
  record IssuedKey(
      String label, String role, String secretHash, @Nullable Instant expiresAt, boolean revoked) {

    /** Returns this key as revoked. */
    IssuedKey withoutWorth() {
      return new IssuedKey(label, role, secretHash, expiresAt, true);
    }

    boolean isGoodAt(Instant now) {
      return !revoked && (expiresAt == null || expiresAt.isAfter(now));
    }
  }

  /**
   * Returns the account that holds a username. Waits until the view has reached the end of the
   * topic at the time of the call, including transactions that were open then, so that a person can
   * log in immediately after the registration. Concurrent calls share one wait.
   */
  Optional<Credential> find(UUID usernameClaim);

  /** Returns the account that holds a username according to the current view, without waiting. */
  Optional<Credential> soFar(UUID usernameClaim);

  /** Returns the account with that id according to the current view. */
  Optional<Credential> account(UUID userId);

  /**
   * Returns the account of an open session. Waits for the end of the topic before it returns empty,
   * so that a session that another instance has just opened is found.
   */
  Optional<Credential> inSession(UUID sessionId, Instant now);

  /**
   * Returns the key with that id, if it is valid. Waits for the end of the topic before it reports
   * an unknown key. Concurrent calls share one wait, so that a flood of invented keys asks Kafka
   * one question at a time. A known key never waits.
   */
  Optional<IssuedKey> goodKey(UUID keyId, Instant now);
}
