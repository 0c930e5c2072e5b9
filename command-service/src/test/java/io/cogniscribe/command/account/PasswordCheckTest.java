package io.cogniscribe.command.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.command.engine.LogUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Checks against a view that lags behind the log give the answers of the log. */
final class PasswordCheckTest {

  private static final UUID CLAIM = UUID.randomUUID();

  private final AtomicInteger hashes = new AtomicInteger();
  private final CountDownLatch hashing = new CountDownLatch(1);
  private final Passwords passwords = new Passwords(new Plain(), 2, Duration.ofMinutes(1));

  @AfterEach
  void close() {
    passwords.close();
  }

  @Test
  void thePasswordIsCheckedOnceWhenTheViewHadItAll() {
    assertThat(check("old", () -> account("old")).of(CLAIM, "old").matches()).isTrue();
    assertThat(hashes).hasValue(1);
  }

  @Test
  void theHashIsComputedWhileTheViewCatchesUp() {
    PasswordCheck.Result result =
        check(
                "old",
                () -> {
                  // The view does not advance before the hash has begun.
                  assertThat(hashing).satisfies(CountDownLatch::await);
                  return account("old");
                })
            .of(CLAIM, "old");

    assertThat(result.matches()).isTrue();
  }

  @Test
  void aPasswordThatWasJustChangedOpensNothing() {
    PasswordCheck.Result result = check("old", () -> account("new")).of(CLAIM, "old");

    assertThat(result.matches()).isFalse();
    assertThat(result.account()).isPresent();
  }

  @Test
  void thePasswordThatItWasChangedToDoes() {
    assertThat(check("old", () -> account("new")).of(CLAIM, "new").matches()).isTrue();
  }

  @Test
  void somebodyWhoHasJustRegisteredIsLetIn() {
    assertThat(check(null, () -> account("new")).of(CLAIM, "new").matches()).isTrue();
  }

  @Test
  void anAccountThatWasJustDeletedIsNot() {
    PasswordCheck.Result result = check("old", Optional::empty).of(CLAIM, "old");

    assertThat(result.matches()).isFalse();
    assertThat(result.account()).isEmpty();
  }

  @Test
  void aNameThatNobodyHasTakesAHashToo() {
    assertThat(check(null, Optional::empty).of(CLAIM, "any").matches()).isFalse();
    assertThat(hashes).hasValue(1);
  }

  @Test
  void nobodyIsLetInWhileTheEndOfTheLogIsOutOfReach() {
    PasswordCheck check =
        check(
            "old",
            () -> {
              throw new LogUnavailableException(new TimeoutException("behind"));
            });

    assertThatThrownBy(() -> check.of(CLAIM, "old"))
        .hasCauseInstanceOf(LogUnavailableException.class);
  }

  private PasswordCheck check(
      @Nullable String soFar, Supplier<Optional<CredentialView.Credential>> atTheEnd) {
    return new PasswordCheck(new Behind(soFar, atTheEnd), passwords);
  }

  private static Optional<CredentialView.Credential> account(@Nullable String password) {
    return Optional.ofNullable(password)
        .map(hash ->
            new CredentialView.Credential(
                CLAIM, CLAIM, "ada", "ada@example.org", hash, List.of("user"), true));
  }

  /** A view with one password at first, and another one once it has reached the end of the log. */
  private record Behind(
      @Nullable String password, Supplier<Optional<CredentialView.Credential>> atTheEnd)
      implements CredentialView {

    @Override
    public Optional<Credential> find(UUID usernameClaim) {
      return atTheEnd.get();
    }

    @Override
    public Optional<Credential> soFar(UUID usernameClaim) {
      return PasswordCheckTest.account(password);
    }

    @Override
    public Optional<Credential> account(UUID userId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Credential> inSession(UUID sessionId, Instant now) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<IssuedKey> goodKey(UUID keyId, Instant now) {
      throw new UnsupportedOperationException();
    }
  }

  /** Passwords that are their own hashes. Counts how often one is computed. */
  private final class Plain implements PasswordEncoder {

    @Override
    public String encode(@Nullable CharSequence password) {
      return String.valueOf(password);
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
      hashes.incrementAndGet();
      hashing.countDown();
      return String.valueOf(password).equals(hash);
    }
  }
}
