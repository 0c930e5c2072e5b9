package io.cogniscribe.command.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes and checks passwords, two at a time: a hash takes 19 MiB and a processor for some tens of
 * milliseconds, so that a flood of log-ins would otherwise exhaust either. The threads are the
 * platform's, because a virtual thread that computes keeps others from running.
 */
final class Passwords implements AutoCloseable {

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int PARALLELISM = 1;
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int ITERATIONS = 2;

  /** The most hashes that are computed at the same time. */
  static final int CONCURRENT = 2;

  /** A request that would wait longer than some seconds is refused instead. */
  private static final int WAITING = 256;

  private final PasswordEncoder encoder;
  private final String nobodysHash;
  private final ExecutorService threads;

  /** Argon2id with the parameters that OWASP recommends. */
  static Passwords argon2id() {
    return new Passwords(
        new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, PARALLELISM, MEMORY_KIB, ITERATIONS),
        WAITING);
  }

  Passwords(PasswordEncoder encoder, int waiting) {
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
   * @throws OverloadedException when too many requests wait already
   */
  String hash(String password) {
    return compute(() -> String.valueOf(encoder.encode(password)));
  }

  /**
   * Whether the password is the one that was hashed. Takes as long when there is no hash, so that
   * nobody learns from the time whether an account exists.
   *
   * @param hash null when there is no account
   * @throws OverloadedException when too many requests wait already
   */
  boolean matches(String password, @Nullable String hash) {
    return compute(() -> encoder.matches(password, hash == null ? nobodysHash : hash))
        && hash != null;
  }

  private <T> T compute(Callable<T> hashing) {
    try {
      return threads.submit(hashing).get();
    } catch (RejectedExecutionException e) {
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
