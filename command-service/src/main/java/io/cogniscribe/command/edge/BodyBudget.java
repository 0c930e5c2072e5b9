package io.cogniscribe.command.edge;

import io.cogniscribe.web.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * A limit on the bytes of large request bodies in progress, for all clients together and for each
 * client. Only bytes that have arrived count: a client that merely announces a body takes nothing,
 * and one client alone cannot use up the budget.
 */
final class BodyBudget {

  private static final int KIBIBYTE = 1024;

  private final Semaphore all;
  private final int total;
  private final int share;
  private final Duration patience;
  private final Map<Object, Client> clients = new ConcurrentHashMap<>();

  /** A client with a body in the budget, or with one that waits for room. */
  private record Client(Semaphore share, int bodies) {}

  /**
   * Creates an unused budget.
   *
   * @param bytes for all clients
   * @param bytesOfOne for one client
   * @param patience the longest time that a body waits for room
   */
  BodyBudget(long bytes, long bytesOfOne, Duration patience) {
    this.total = Math.toIntExact(bytes / KIBIBYTE);
    this.share = Math.toIntExact(bytesOfOne / KIBIBYTE);
    this.all = new Semaphore(total, true);
    this.patience = patience;
  }

  /** A part of the budget. Closing it returns the bytes. */
  interface Share extends AutoCloseable {

    @Override
    void close();
  }

  /**
   * Waits for room for a body. A body larger than the client's share or the budget takes all of it.
   *
   * @throws ProblemException 429 when the client's other bodies left no room in time
   * @throws OverloadedException when all clients' bodies left no room in time
   */
  Share take(Object client, long bytes) {
    int ofAll = (int) Math.min(total, Math.ceilDiv(bytes, KIBIBYTE));
    int ofOne = Math.min(share, ofAll);
    Semaphore own = enter(client);
    try {
      if (!own.tryAcquire(ofOne, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw tooMany();
      }
      if (!all.tryAcquire(ofAll, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        own.release(ofOne);
        throw new OverloadedException(new TimeoutException("no room for a large body"));
      }
    } catch (InterruptedException e) {
      leave(client);
      Thread.currentThread().interrupt();
      throw new OverloadedException(e);
    } catch (RuntimeException refused) {
      leave(client);
      throw refused;
    }
    return () -> {
      all.release(ofAll);
      own.release(ofOne);
      leave(client);
    };
  }

  private Semaphore enter(Object client) {
    return clients
        .merge(
            client,
            new Client(new Semaphore(share, true), 1),
            (known, _) -> new Client(known.share(), known.bodies() + 1))
        .share();
  }

  private void leave(Object client) {
    clients.computeIfPresent(
        client,
        (_, known) -> known.bodies() == 1 ? null : new Client(known.share(), known.bodies() - 1));
  }

  private static ProblemException tooMany() {
    return new ProblemException(
            HttpStatus.TOO_MANY_REQUESTS,
            "too_many_bodies",
            "Your other large requests are still in progress. Send fewer of them in parallel.")
        .withHeader(HttpHeaders.RETRY_AFTER, "1");
  }
}
