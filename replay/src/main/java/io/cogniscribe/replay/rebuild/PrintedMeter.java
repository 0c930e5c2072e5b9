package io.cogniscribe.replay.rebuild;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** Prints progress as lines: one every 2 s, and one at the end of each step. */
public final class PrintedMeter implements Meter {

  private static final Duration EVERY = Duration.ofSeconds(2);

  private final PrintWriter out;

  public PrintedMeter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Step begin(String name, long total, int partitions) {
    return new MeasuredStep(partitions) {

      private Instant nextLine = Instant.now().plus(EVERY);

      @Override
      void show(long more) {
        if (Instant.now().isAfter(nextLine)) {
          nextLine = Instant.now().plus(EVERY);
          print();
        }
      }

      @Override
      public synchronized void close() {
        print();
      }

      private void print() {
        double rate = done() / seconds();
        String left =
            done() < total && rate > 0 ? ", %.0f s left".formatted((total - done()) / rate) : "";
        out.printf(
            "%s: %,d of %,d (%,.0f/s, %s), %.1f s%s%n",
            name, done(), Math.max(total, done()), rate, text(), seconds(), left);
        out.flush();
      }
    };
  }
}
