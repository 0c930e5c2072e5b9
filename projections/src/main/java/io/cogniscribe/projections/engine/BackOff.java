package io.cogniscribe.projections.engine;

import java.time.Duration;

/** How long to wait after a failure: twice as long each time, until something succeeds. */
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
