package io.cogniscribe.replay.rebuild;

import java.time.Duration;
import java.time.Instant;

/** A step that measures its progress and speed, and has them as text. */
abstract class MeasuredStep implements Meter.Step {

  private static final double MEGABYTE = 1e6;

  private final int partitions;
  private final Instant begin = Instant.now();
  private long done;
  private long bytes;
  private int partitionsDone;

  /**
   * Begins the step now.
   *
   * @param partitions the number of partitions; 0 when it is not shown
   */
  MeasuredStep(int partitions) {
    this.partitions = partitions;
  }

  /** Shows the progress after a report. */
  abstract void show(long more);

  @Override
  public final synchronized void add(long more, long moreBytes) {
    done += more;
    bytes += moreBytes;
    show(more);
  }

  @Override
  public final synchronized void partitionDone() {
    partitionsDone++;
    show(0);
  }

  final long done() {
    return done;
  }

  final double seconds() {
    return Math.max(0.001, Duration.between(begin, Instant.now()).toMillis() / 1e3);
  }

  /** Returns bytes per second and partitions as text. */
  final String text() {
    String speed = "%.1f MB/s".formatted(bytes / MEGABYTE / seconds());
    return partitions == 0
        ? speed
        : "%s, %d of %d partitions".formatted(speed, partitionsDone, partitions);
  }
}
