package io.cogniscribe.devstack.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/** Repeats a write until it is acknowledged or refused: services may come and go meanwhile. */
final class PatientWriter {

  private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /** Sends one attempt. */
  interface Attempt {
    Answer send(Write write) throws InterruptedException;
  }

  private final Attempt attempt;
  private final Duration patience;
  private final LongAdder repeats = new LongAdder();

  PatientWriter(Attempt attempt, Duration patience) {
    this.attempt = attempt;
    this.patience = patience;
  }

  /**
   * Sends the write, again and again if need be.
   *
   * @return the last answer: {@link Answer.NotYet} only when patience ran out
   */
  Answer send(Write write) throws InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    Duration wait = SHORTEST_WAIT;
    while (true) {
      Answer answer = attempt.send(write);
      if (!(answer instanceof Answer.NotYet notYet) || Instant.now().isAfter(deadline)) {
        return answer;
      }
      repeats.increment();
      Duration next = notYet.retryAfter().orElse(wait);
      // Some randomness, so that writes that failed together do not come back together.
      Thread.sleep(next.plusMillis(ThreadLocalRandom.current().nextLong(1 + wait.toMillis())));
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
    }
  }

  /** How many attempts had to be repeated so far. */
  long repeats() {
    return repeats.sum();
  }
}
