package io.cogniscribe.command.account;

import io.cogniscribe.command.account.CredentialView.Credential;
import io.cogniscribe.command.edge.OverloadedException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Checks passwords against the account events in the log.
 *
 * <p>The hash is computed while the view catches up with the log, against the current state of the
 * view. If that was out of date, the hash is computed again. This happens only to an account that
 * was registered, deleted or given another password within these milliseconds.
 */
record PasswordCheck(CredentialView credentials, Passwords passwords) {

  /**
   * The result of a check.
   *
   * @param account empty if no account has the name
   */
  record Result(Optional<Credential> account, boolean matches) {}

  /**
   * Checks a password. An unknown name takes as long as a wrong password.
   *
   * @throws java.util.concurrent.CompletionException when the view cannot reach the end of the log
   * @throws OverloadedException when too many passwords wait to be checked
   */
  Result of(UUID usernameClaim, String password) {
    CompletableFuture<Optional<Credential>> atTheEnd =
        CompletableFuture.supplyAsync(
            () -> credentials.find(usernameClaim), Thread::startVirtualThread);
    @Nullable String hashSoFar = hash(credentials.soFar(usernameClaim));
    boolean matchesSoFar = passwords.matches(password, hashSoFar);
    Optional<Credential> account = atTheEnd.join();
    @Nullable String hash = hash(account);
    boolean matches =
        Objects.equals(hash, hashSoFar) ? matchesSoFar : passwords.matches(password, hash);
    return new Result(account, matches);
  }

  private static @Nullable String hash(Optional<Credential> account) {
    return account.map(Credential::passwordHash).orElse(null);
  }
}
