package io.cogniscribe.health;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Remembers when something last went well, and turns that into a trouble that does not flap: it
 * begins when nothing has gone well for the patience, and ends when all has gone well again for
 * half of it. Asking never blocks, so a check that hangs is a trouble too. Thread-safe.
 */
public final class Pulse {

  private final Duration patience;
  private final LongSupplier nanoTime;
  private String cause;
  private OptionalLong lastBeat = OptionalLong.empty();
  private OptionalLong recovered = OptionalLong.empty();

  /**
   * A pulse that is in trouble until its first beat.
   *
   * @param cause the trouble if nothing else is known, as a clause without a full stop
   * @param nanoTime such as {@link System#nanoTime}
   */
  public Pulse(Duration patience, String cause, LongSupplier nanoTime) {
    this.patience = patience;
    this.cause = cause;
    this.nanoTime = nanoTime;
  }

  /** Says that all is well now. */
  public synchronized void beat() {
    long now = nanoTime.getAsLong();
    if (isOverdue(now)) {
      recovered = OptionalLong.of(now);
    }
    lastBeat = OptionalLong.of(now);
  }

  /** Names the cause of the trouble that there is if no beat follows. */
  public synchronized void expect(String cause) {
    this.cause = cause;
  }

  /** The trouble in words with its duration; empty while all is well. */
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
          "%s: well again for %d s".formatted(cause, seconds(now - recovered.getAsLong())));
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
