package io.cogniscribe.projections.engine;

import java.time.Duration;

/** The delay after a failure. It doubles with each failure, from 100 ms to 5 s, until a success. */
final class BackOff {

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private Duration next = SHORTEST;

  Duration next() {
    Duration current = next;
    Duration doubled = current.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return current;
  }

  void reset() {
    next = SHORTEST;
  }
}
