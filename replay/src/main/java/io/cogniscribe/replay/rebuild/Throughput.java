package io.cogniscribe.replay.rebuild;

import java.time.Duration;
import java.time.Instant;

/** The progress and speed of a step, and their text. */
final class Throughput {

  private static final double MEGABYTE = 1e6;

  private final int partitions;
  private final Instant begin = Instant.now();
  private long done;
  private long bytes;
  private int partitionsDone;

  /**
   * Begins a measurement now.
   *
   * @param partitions the number of partitions; 0 when it is not shown
   */
  Throughput(int partitions) {
    this.partitions = partitions;
  }

  void add(long more, long moreBytes) {
    done += more;
    bytes += moreBytes;
  }

  void partitionDone() {
    partitionsDone++;
  }

  long done() {
    return done;
  }

  double seconds() {
    return Math.max(0.001, Duration.between(begin, Instant.now()).toMillis() / 1e3);
  }

  /** Returns the records per second. */
  double rate() {
    return done / seconds();
  }

  /** Returns bytes per second and partitions as text. */
  String text() {
    String speed = "%.1f MB/s".formatted(bytes / MEGABYTE / seconds());
    return partitions == 0
        ? speed
        : "%s, %d of %d partitions".formatted(speed, partitionsDone, partitions);
  }
}
