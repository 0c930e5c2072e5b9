package io.cogniscribe.replay.verify;

import io.cogniscribe.replay.rebuild.ReplayException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Limits the records per second, and pauses while other work has to catch up.
 *
 * @param recordsPerSecond more than 0 when asked
 * @param othersAreBusy polled until it returns false
 */
public record Throttle(int recordsPerSecond, BooleanSupplier othersAreBusy) implements Pace {

  private static final Duration BUSY_PAUSE = Duration.ofSeconds(1);

  @Override
  public void spend(int records) {
    try {
      Thread.sleep(Duration.ofSeconds(records).dividedBy(recordsPerSecond));
      while (othersAreBusy.getAsBoolean()) {
        Thread.sleep(BUSY_PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReplayException("interrupted", e);
    }
  }
}
