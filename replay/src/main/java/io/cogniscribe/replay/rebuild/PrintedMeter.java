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
    return new Lines(name, total, new Throughput(partitions));
  }

  private final class Lines implements Step {

    private final String name;
    private final long total;
    private final Throughput throughput;
    private Instant nextLine = Instant.now().plus(EVERY);

    private Lines(String name, long total, Throughput throughput) {
      this.name = name;
      this.total = total;
      this.throughput = throughput;
    }

    @Override
    public synchronized void add(long done, long bytes) {
      throughput.add(done, bytes);
      if (Instant.now().isAfter(nextLine)) {
        nextLine = Instant.now().plus(EVERY);
        print();
      }
    }

    @Override
    public synchronized void partitionDone() {
      throughput.partitionDone();
    }

    @Override
    public synchronized void close() {
      print();
    }

    private void print() {
      long done = throughput.done();
      double rate = throughput.rate();
      String left =
          done < total && rate > 0 ? ", %.0f s left".formatted((total - done) / rate) : "";
      out.printf(
          "%s: %,d of %,d (%,.0f/s, %s), %.1f s%s%n",
          name, done, Math.max(total, done), rate, throughput.text(), throughput.seconds(), left);
      out.flush();
    }
  }
}
