package io.cogniscribe.projector.replay;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** Progress as lines: one every few seconds, and one at the end of each step. */
public final class PrintedMeter implements Meter {

  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final double MEGABYTE = 1e6;

  private final PrintWriter out;
  private String step = "";
  private long total;
  private long done;
  private long bytes;
  private Instant begin = Instant.now();
  private Instant nextLine = begin;

  public PrintedMeter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void begin(String newStep, long newTotal) {
    step = newStep;
    total = newTotal;
    done = 0;
    bytes = 0;
    begin = Instant.now();
    nextLine = begin.plus(EVERY);
  }

  @Override
  public synchronized void add(long more, long moreBytes) {
    done += more;
    bytes += moreBytes;
    if (Instant.now().isAfter(nextLine)) {
      nextLine = Instant.now().plus(EVERY);
      print();
    }
  }

  @Override
  public synchronized void end() {
    print();
  }

  private void print() {
    double seconds = Math.max(0.001, Duration.between(begin, Instant.now()).toMillis() / 1e3);
    double rate = done / seconds;
    String left = done < total && rate > 0 ? ", %.0f s left".formatted((total - done) / rate) : "";
    out.printf(
        "%s: %,d of %,d (%.0f/s, %.1f MB/s), %.1f s%s%n",
        step, done, Math.max(total, done), rate, bytes / MEGABYTE / seconds, seconds, left);
    out.flush();
  }
}
