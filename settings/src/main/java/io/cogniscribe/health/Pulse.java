package io.cogniscribe.health;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Records the last success, and reports trouble that does not flap. The trouble begins when there
 * was no success for the patience, and ends after successes for half of the patience. Reading never
 * blocks, so a check that hangs is reported too. Thread-safe.
 */
public final class Pulse {

  private final Duration patience;
  private final LongSupplier nanoTime;
  private String cause;
  private OptionalLong lastBeat = OptionalLong.empty();
  private OptionalLong recovered = OptionalLong.empty();

  /**
   * Creates a pulse that is in trouble until its first beat.
   *
   * @param cause the trouble if nothing else is known, as a clause without a full stop
   * @param nanoTime the clock, such as {@link System#nanoTime}
   */
  public Pulse(Duration patience, String cause, LongSupplier nanoTime) {
    this.patience = patience;
    this.cause = cause;
    this.nanoTime = nanoTime;
  }

  /** Records a success. */
  public synchronized void beat() {
    long now = nanoTime.getAsLong();
    if (isOverdue(now)) {
      recovered = OptionalLong.of(now);
    }
    lastBeat = OptionalLong.of(now);
  }

  /** Sets the cause to report if no beat follows. */
  public synchronized void expect(String cause) {
    this.cause = cause;
  }

  /** Returns the trouble with its duration; empty when there is none. */
  public synchronized Optional<String> trouble() {
    if (lastBeat.isEmpty()) {
      return Optional.of(cause);
    }
    long now = nanoTime.getAsLong();
    if (isOverdue(now)) {
      return Optional.of("%s, for %d s".formatted(cause, seconds(now - lastBeat.getAsLong())));
    }
    if (recovered.isPresent() && now - recovered.getAsLong() < patience.toNanos() / 2) {
      return Optional.of(
          "%s: recovered %d s ago".formatted(cause, seconds(now - recovered.getAsLong())));
    }
    return Optional.empty();
  }

  private boolean isOverdue(long now) {
    return lastBeat.isPresent() && now - lastBeat.getAsLong() >= patience.toNanos();
  }

  private static long seconds(long nanos) {
    return Duration.ofNanos(nanos).toSeconds();
  }
}
