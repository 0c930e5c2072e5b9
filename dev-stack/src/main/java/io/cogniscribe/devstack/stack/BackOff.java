package io.cogniscribe.devstack.stack;

import java.time.Duration;

/** Waiting times between restarts: doubling, bounded, and short again after a long run. */
final class BackOff {

  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration LONG_RUN = Duration.ofSeconds(30);

  private int attempts;

  /** How often {@link #next} was called since the last long run. */
  int attempts() {
    return attempts;
  }

  /** The next waiting time, which is then doubled. */
  Duration next() {
    Duration wait = current();
    attempts++;
    return wait;
  }

  /** The next waiting time in seconds, to be shown. */
  double seconds() {
    return current().toMillis() / 1_000.0;
  }

  /** A program that ran for a while is no hopeless case. */
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
