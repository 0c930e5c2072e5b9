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
 * Hashes and checks passwords, two at a time. A hash needs 19 MiB and some tens of milliseconds of
 * a processor, so that unlimited log-ins would exhaust both. At most 256 more wait, for at most
 * five seconds; the others are refused. Together they need 38 MiB for the hashes and, with bodies
 * of 16 KiB, 4 MiB for the waiting requests. The threads are platform threads, because a virtual
 * thread that computes blocks others.
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
   * Creates a queue for {@code encoder}.
   *
   * @param waiting the most requests that may wait at the same time
   * @param patience the longest time that each of them waits
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
   * Returns a salted hash of the password.
   *
   * @throws OverloadedException when too many requests wait already, or this one has waited too
   *     long
   */
  String hash(String password) {
    return compute(() -> String.valueOf(encoder.encode(password)));
  }

  /**
   * Returns whether the password matches the hash. Takes as long without a hash, so that the
   * response time does not reveal whether an account exists.
   *
   * @param hash null if there is no account
   * @throws OverloadedException when too many requests wait already, or this one has waited too
   *     long
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
      // A hash that has not begun is cancelled, because no request waits for it any more.
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
