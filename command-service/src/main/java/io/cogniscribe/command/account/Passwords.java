package io.cogniscribe.command.account;

import io.cogniscribe.command.edge.OverloadedException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes and checks passwords, two at a time: a hash takes 19 MiB and a processor for some tens of
 * milliseconds, so that a flood of log-ins would otherwise exhaust either. At most 256 more wait,
 * for at most five seconds; the others are refused. Together they take 38 MiB for the hashes and,
 * with bodies of 16 KiB, 4 MiB for those that wait. The threads are the platform's, because a
 * virtual thread that computes keeps others from running.
 */
final class Passwords implements AutoCloseable {

  /** The most hashes that are computed at the same time. */
  static final int CONCURRENT = 2;

  private static final int WAITING = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final PasswordEncoder encoder;
  private final String nobodysHash;
  private final ExecutorService threads;
  private final Duration patience;

  /** Argon2id with the parameters that OWASP recommends. */
  static Passwords argon2id() {
    return new Passwords(new Argon2Hashes(CONCURRENT), WAITING, PATIENCE);
  }

  /**
   * Passwords hashed by that encoder.
   *
   * @param waiting how many requests may wait at the same time
   * @param patience how long each of them does
   */
  Passwords(PasswordEncoder encoder, int waiting, Duration patience) {
    this.patience = patience;
    this.encoder = encoder;
    this.nobodysHash = String.valueOf(encoder.encode("nobody's password"));
    this.threads =
        new ThreadPoolExecutor(
            CONCURRENT,
            CONCURRENT,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            Thread.ofPlatform().name("password-hash-", 0).daemon().factory());
  }

  /**
   * A salted hash of the password.
   *
   * @throws OverloadedException when too many requests wait already, or this one has for too long
   */
  String hash(String password) {
    return compute(() -> String.valueOf(encoder.encode(password)));
  }

  /**
   * Whether the password is the one that was hashed. Takes as long when there is no hash, so that
   * nobody learns from the time whether an account exists.
   *
   * @param hash null when there is no account
   * @throws OverloadedException when too many requests wait already, or this one has for too long
   */
  boolean matches(String password, @Nullable String hash) {
    return compute(() -> encoder.matches(password, hash == null ? nobodysHash : hash))
        && hash != null;
  }

  private <T> T compute(Callable<T> hashing) {
    Future<T> hash;
    try {
      hash = threads.submit(hashing);
    } catch (RejectedExecutionException e) {
      throw new OverloadedException(e);
    }
    try {
      return hash.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // One that has not begun is not computed for nobody.
      hash.cancel(false);
      throw new OverloadedException(e);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
