package io.cogniscribe.devstack.stack;

import java.time.Duration;

/** Back-off between restarts: doubles up to a limit, and starts again after a long run. */
final class BackOff {

  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration LONG_RUN = Duration.ofSeconds(30);

  private int attempts;

  /** Returns the number of calls of {@link #next} since the last long run. */
  int attempts() {
    return attempts;
  }

  Duration next() {
    Duration wait = current();
    attempts++;
    return wait;
  }

  /** Returns the next waiting time in seconds, for display. */
  double seconds() {
    return current().toMillis() / 1_000.0;
  }

  /** Resets the back-off if the program ran for at least 30 seconds. */
  void ranFor(Duration time) {
    if (time.compareTo(LONG_RUN) >= 0) {
      attempts = 0;
    }
  }

  private Duration current() {
    int doublings = Math.min(attempts, 10);
    Duration wait = FIRST.multipliedBy(1L << doublings);
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }
}
