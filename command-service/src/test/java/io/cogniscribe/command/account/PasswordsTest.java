package io.cogniscribe.command.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.command.edge.OverloadedException;
import io.cogniscribe.command.edge.Problems;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

final class PasswordsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Passwords passwords = Passwords.argon2id();

  @AfterEach
  void close() {
    passwords.close();
  }

  @Test
  void aHashIsArgon2idAsOwaspRecommendsIt() {
    assertThat(passwords.hash("correct horse"))
        .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
        .doesNotContain("correct horse")
        .isNotEqualTo(passwords.hash("correct horse"));
  }

  @Test
  void onlyTheHashedPasswordMatches() {
    String hash = passwords.hash("correct horse");

    assertThat(passwords.matches("correct horse", hash)).isTrue();
    assertThat(passwords.matches("correct house", hash)).isFalse();
  }

  @Test
  void nobodysPasswordNeverMatches() {
    assertThat(passwords.matches("correct horse", null)).isFalse();
    assertThat(passwords.matches("nobody's password", null)).isFalse();
  }

  @Test
  void anUnknownUserCostsAsMuchAsAKnownOne() {
    AtomicInteger computed = new AtomicInteger();
    try (Passwords counted = new Passwords(hashing(computed::incrementAndGet), 1, PATIENCE)) {
      computed.set(0);
      counted.matches("guess", null);
      assertThat(computed).hasValue(1);
    }
  }

  @Test
  void aFloodComputesFewHashesAtOnceAndRefusesWhatWouldWaitForLong() {
    int waiting = 3;
    int refused = 4;
    AtomicInteger begun = new AtomicInteger();
    Semaphore permits = new Semaphore(1); // The constructor computes one hash.
    PasswordEncoder slow =
        hashing(() -> {
          begun.incrementAndGet();
          permits.acquireUninterruptibly();
        });
    try (Passwords few = new Passwords(slow, waiting, PATIENCE);
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<String>> hashes =
          Stream.generate(() -> CompletableFuture.supplyAsync(() -> few.hash("flood"), clients))
              .limit(Passwords.CONCURRENT + waiting + refused)
              .toList();

      await().until(() -> failed(hashes) == refused && begun.get() > Passwords.CONCURRENT);
      assertThat(begun).hasValue(1 + Passwords.CONCURRENT);

      permits.release(hashes.size());
      await().until(() -> hashes.stream().allMatch(CompletableFuture::isDone));
      assertThat(failed(hashes)).isEqualTo(refused);
    }
  }

  @Test
  void whoHasWaitedForTooLongIsRefusedAndHisHashNotComputed() {
    AtomicInteger begun = new AtomicInteger();
    Semaphore permits = new Semaphore(1);
    PasswordEncoder stuck =
        hashing(() -> {
          begun.incrementAndGet();
          permits.acquireUninterruptibly();
        });
    try (Passwords few = new Passwords(stuck, 5, Duration.ofMillis(200));
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<String>> hashes =
          Stream.generate(() -> CompletableFuture.supplyAsync(() -> few.hash("flood"), clients))
              .limit(Passwords.CONCURRENT + 5)
              .toList();

      await().until(() -> failed(hashes) == hashes.size());
      permits.release(hashes.size());
    }
    // On a busy machine, even the first ones may have waited too long to begin.
    assertThat(begun.get()).isBetween(1, 1 + Passwords.CONCURRENT);
  }

  private static long failed(List<CompletableFuture<String>> hashes) {
    return hashes.stream().filter(CompletableFuture::isCompletedExceptionally).count();
  }

  @Test
  void aRefusedHashIsWorthAnotherTry() {
    assertThat(Problems.translate(new OverloadedException(new IllegalStateException())))
        .hasValueSatisfying(problem -> assertThat(problem.status().value()).isEqualTo(503));
  }

  @Test
  void aClosedServiceHashesNothing() {
    passwords.close();

    assertThatThrownBy(() -> passwords.hash("late")).isInstanceOf(OverloadedException.class);
  }

  /** Returns an encoder that runs {@code work} when it computes a hash. */
  private static PasswordEncoder hashing(Runnable work) {
    return new PasswordEncoder() {
      @Override
      public String encode(@Nullable CharSequence password) {
        work.run();
        return "hash of " + password;
      }

      @Override
      public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        return encode(password).equals(hash);
      }
    };
  }
}
