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
 * The bytes that large bodies may take at the same time, in all and of one client. It is drawn on
 * for bytes that have arrived: a client that only announces a body takes nothing, and one client
 * alone cannot use it up.
 */
final class BodyBudget {

  private static final int KIBIBYTE = 1024;

  private final Semaphore all;
  private final int total;
  private final int share;
  private final Duration patience;
  private final Map<Object, Client> clients = new ConcurrentHashMap<>();

  /** A client that has a body in the budget, or waits for room. */
  private record Client(Semaphore share, int bodies) {}

  /**
   * A budget that nobody has drawn on yet.
   *
   * @param bytes for all clients
   * @param bytesOfOne for one client
   * @param patience how long a body waits for room
   */
  BodyBudget(long bytes, long bytesOfOne, Duration patience) {
    this.total = Math.toIntExact(bytes / KIBIBYTE);
    this.share = Math.toIntExact(bytesOfOne / KIBIBYTE);
    this.all = new Semaphore(total, true);
    this.patience = patience;
  }

  /** A part of the budget, which closing gives back. */
  interface Share extends AutoCloseable {

    @Override
    void close();
  }

  /**
   * Waits for room for a body. One that is larger than the client's share, or than the budget,
   * takes all of it.
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
            "Your other large bodies are still under way; send fewer at the same time.")
        .withHeader(HttpHeaders.RETRY_AFTER, "1");
  }
}
