package io.cogniscribe.command.account;

import io.cogniscribe.command.account.CredentialView.Credential;
import io.cogniscribe.command.edge.OverloadedException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody knows the password of an account, as the log has both.
 *
 * <p>The hash is computed while the view catches up with the log, against what the view has so far.
 * Where that turns out to be out of date it is computed again: only for an account that was
 * registered, deleted or given another password within these milliseconds.
 */
record PasswordCheck(CredentialView credentials, Passwords passwords) {

  /**
   * The answer.
   *
   * @param account empty when nobody has the name
   */
  record Result(Optional<Credential> account, boolean matches) {}

  /**
   * Takes as long for a name that nobody has as for a wrong password.
   *
   * @throws java.util.concurrent.CompletionException with the view's failure to reach the end of
   *     the log
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
