package io.cogniscribe.replay.rebuild;

import java.time.Duration;
import java.time.Instant;

/** How much of a step is done, and how fast; the words are the same wherever they are shown. */
final class Throughput {

  private static final double MEGABYTE = 1e6;

  private final int partitions;
  private final Instant begin = Instant.now();
  private long done;
  private long bytes;
  private int partitionsDone;

  /**
   * A step that begins now.
   *
   * @param partitions how many there are; 0 where nobody asks for them
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

  /** How much is done a second. */
  double rate() {
    return done / seconds();
  }

  /** Bytes a second and partitions. */
  String text() {
    String speed = "%.1f MB/s".formatted(bytes / MEGABYTE / seconds());
    return partitions == 0
        ? speed
        : "%s, %d of %d partitions".formatted(speed, partitionsDone, partitions);
  }
}
