package io.cogniscribe.devstack.demo;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/** Repeats a write until it is acknowledged or refused, because services may restart meanwhile. */
final class PatientWriter {

  private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration SHORT_PATIENCE = Duration.ofSeconds(30);

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

  /** Returns a writer that repeats a write for up to 30 seconds. */
  static PatientWriter to(GatewayClient client) {
    return new PatientWriter(client::send, SHORT_PATIENCE);
  }

  /** Sends a single write to a gateway, and repeats it for up to 30 seconds. */
  static Answer send(URI gateway, Write write) throws InterruptedException {
    try (GatewayClient client = new GatewayClient(gateway)) {
      return to(client).send(write);
    }
  }

  /**
   * Sends the write, and repeats it with back-off while its outcome is unknown.
   *
   * @return the last answer; {@link Answer.NotYet} only after {@code patience} has passed
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
      // Random, so that writes that failed together do not retry together.
      Thread.sleep(next.plusMillis(ThreadLocalRandom.current().nextLong(1 + wait.toMillis())));
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
    }
  }

  long repeats() {
    return repeats.sum();
  }
}
