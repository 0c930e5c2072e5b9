package io.cogniscribe.command.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cogniscribe.command.edge.OverloadedException;
import io.cogniscribe.command.edge.Subscriber;
import io.cogniscribe.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Slows down clients that guess passwords. After each failure, an address must wait longer before
 * it may try the same name again. A wait of up to one second is served here; a longer one is
 * refused with 429. Attempts from other addresses are delayed too, but for at most one second, and
 * then proceed, so that a stranger cannot lock anyone out. Unknown names are treated alike. All
 * addresses of one subscriber count as one. Each instance keeps its own delays.
 */
final class LoginDelays {

  static final String TOO_MANY_FAILED = "too_many_failed_logins";

  /** The failures without a delay, for typing errors. */
  private static final int FREE_FAILURES = 3;

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration LONGEST_FOR_OTHERS = Duration.ofSeconds(1);

  /** The longest wait that is served here. Longer ones are refused with 429. */
  private static final Duration LONGEST_HERE = Duration.ofSeconds(1);

  /** The most attempts that wait at once. Each holds a connection and a body of at most 16 KiB. */
  private static final int MAX_WAITING = 500;

  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);
  private static final long REMEMBERED = 100_000;

  interface Sleep {

    void of(Duration time) throws InterruptedException;
  }

  private record Client(UUID usernameClaim, Subscriber subscriber) {}

  private record Failures(int count, Instant last) {

    /** Returns the delay between the last failure and the next attempt. */
    Duration delay(Duration longest) {
      if (count < FREE_FAILURES) {
        return Duration.ZERO;
      }
      Duration grown = FIRST.multipliedBy(1L << Math.min(count - FREE_FAILURES, 20));
      return grown.compareTo(longest) < 0 ? grown : longest;
    }
  }

  private final InstantSource clock;
  private final Sleep sleep;
  private final Semaphore places;
  private final Cache<Client, Failures> byClient = cache();
  private final Cache<UUID, Failures> byName = cache();

  /** Clients that were refused, and the time until which they must wait. */
  private final Cache<Client, Instant> sentAway = cache();

  LoginDelays(InstantSource clock) {
    this(clock, Thread::sleep, MAX_WAITING);
  }

  /**
   * Creates delays that wait with {@code sleep}.
   *
   * @param maxWaiting the most attempts that wait at the same time
   */
  LoginDelays(InstantSource clock, Sleep sleep, int maxWaiting) {
    this.clock = clock;
    this.sleep = sleep;
    this.places = new Semaphore(maxWaiting);
  }

  private static <K, V> Cache<K, V> cache() {
    return Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(FORGOTTEN_AFTER).build();
  }

  /**
   * Waits until the attempt may proceed.
   *
   * @param onFirst runs for the first refusal of a client in its current delay
   * @throws ProblemException 429 with the seconds to wait, when the wait is too long to serve here,
   *     or too many attempts wait already
   */
  void await(UUID usernameClaim, String address, Runnable onFirst) {
    Client client = client(usernameClaim, address);
    Duration own = left(byClient.getIfPresent(client), LONGEST);
    Duration others = left(byName.getIfPresent(usernameClaim), LONGEST_FOR_OTHERS);
    Duration left = own.compareTo(others) > 0 ? own : others;
    if (!left.isPositive()) {
      return;
    }
    if (left.compareTo(LONGEST_HERE) > 0 || !places.tryAcquire()) {
      if (isFirst(client, left)) {
        onFirst.run();
      }
      throw tooEarly(left);
    }
    try {
      sleep.of(left);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new OverloadedException(stopping);
    } finally {
      places.release();
    }
  }

  private static Client client(UUID usernameClaim, String address) {
    return new Client(usernameClaim, Subscriber.of(address));
  }

  /** Returns whether this is the client's first refusal in its current delay. */
  private boolean isFirst(Client client, Duration left) {
    Instant now = clock.instant();
    Instant again = now.plus(left);
    Instant known = sentAway.getIfPresent(client);
    return known == null
        ? sentAway.asMap().putIfAbsent(client, again) == null
        : !known.isAfter(now) && sentAway.asMap().replace(client, known, again);
  }

  private static ProblemException tooEarly(Duration left) {
    long seconds = left.plusSeconds(1).minusNanos(1).toSeconds();
    return new ProblemException(
            HttpStatus.TOO_MANY_REQUESTS,
            TOO_MANY_FAILED,
            "Too many failed attempts. Try again later.")
        .withHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
  }

  private Duration left(@Nullable Failures failures, Duration longest) {
    return failures == null
        ? Duration.ZERO
        : Duration.between(clock.instant(), failures.last().plus(failures.delay(longest)));
  }

  void failed(UUID usernameClaim, String address) {
    byClient.asMap().compute(client(usernameClaim, address), (_, known) -> oneMore(known));
    byName.asMap().compute(usernameClaim, (_, known) -> oneMore(known));
  }

  private Failures oneMore(@Nullable Failures known) {
    return new Failures((known == null ? 0 : known.count()) + 1, clock.instant());
  }

  /** Records a successful attempt: the failures of this address are forgotten. */
  void succeeded(UUID usernameClaim, String address) {
    byClient.invalidate(client(usernameClaim, address));
  }
}
