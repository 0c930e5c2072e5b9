package io.cogniscribe.query.consistency;

import io.cogniscribe.web.problem.ProblemException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Limits the reads that wait at the same time, in all and per caller. */
final class WaitingRoom {

  private static final int RETRY_AFTER_SECONDS = 1;

  private final int placesOfOne;
  private final Semaphore places;
  private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

  WaitingRoom(int places, int placesOfOne) {
    this.places = new Semaphore(places);
    this.placesOfOne = placesOfOne;
  }

  /** A place; closing it returns it. */
  interface Place extends AutoCloseable {

    @Override
    void close();
  }

  /**
   * Takes a place without waiting for one.
   *
   * @throws ProblemException 429 when the caller has used all of its own, 503 when all are taken
   */
  Place enter(String caller) {
    if (waiting.merge(caller, 1, Integer::sum) > placesOfOne) {
      leave(caller);
      throw new ProblemException(
              HttpStatus.TOO_MANY_REQUESTS,
              "too_many_waiting_reads",
              "%d of your reads wait for their consistency tokens; send this one again later."
                  .formatted(placesOfOne))
          .withHeader(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER_SECONDS));
    }
    if (!places.tryAcquire()) {
      leave(caller);
      throw ProblemException.unavailable(
          "overloaded",
          "Too many reads wait for their consistency tokens; try again.",
          RETRY_AFTER_SECONDS);
    }
    return () -> {
      places.release();
      leave(caller);
    };
  }

  private void leave(String caller) {
    waiting.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
  }
}
