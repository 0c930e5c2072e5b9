package io.cogniscribe.replay.rebuild;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Interrupts the work after a number of calls.
 *
 * @param calls the number of calls so far
 */
public record BreakingMeter(AtomicInteger calls, int last) implements Meter {

  public BreakingMeter(int last) {
    this(new AtomicInteger(), last);
  }

  @Override
  public Step begin(String name, long total, int partitions) {
    count();
    return new Step() {
      @Override
      public void add(long done, long bytes) {
        count();
      }

      @Override
      public void partitionDone() {
        count();
      }

      @Override
      public void close() {}
    };
  }

  private void count() {
    if (calls.incrementAndGet() >= last) {
      throw new IllegalStateException("broken off");
    }
  }
}
