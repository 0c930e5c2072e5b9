package io.cogniscribe.command.engine;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The progress of this instance in restoring its stores. Commands of a partition with incomplete
 * stores are held back. Thread-safe.
 */
public final class RestoreProgress {

  private static final Logger log = LoggerFactory.getLogger(RestoreProgress.class);
  private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Set<Part> unfinished = new HashSet<>();
  private long begun;
  private long logged;
  private long read;

  /** The stores of one aggregate type and partition. */
  public final class Part {

    private final int partition;
    private long remaining;

    private Part(int partition, long records) {
      this.partition = partition;
      this.remaining = records;
    }

    /** Sets the number of records that are still to be read. */
    public void remaining(long records) {
      synchronized (RestoreProgress.this) {
        read += remaining - records;
        remaining = records;
        if (System.nanoTime() - logged > LOG_NANOS) {
          logged = System.nanoTime();
          log.info("Restoring the stores from the log: {}", summary());
        }
      }
    }

    /**
     * Ends the restore: the stores are complete, or the partition has moved to another instance.
     */
    public void end() {
      synchronized (RestoreProgress.this) {
        if (unfinished.remove(this) && unfinished.isEmpty() && read > 0) {
          log.info("Restored the stores from the log: {}", summary());
        }
      }
    }
  }

  /** Holds a partition back until {@code records} records are read. */
  public synchronized Part begin(int partition, long records) {
    if (unfinished.isEmpty()) {
      begun = System.nanoTime();
      logged = begun;
      read = 0;
    }
    Part part = new Part(partition, records);
    unfinished.add(part);
    return part;
  }

  /** Returns whether a store of this partition, of any aggregate type, is incomplete. */
  synchronized boolean isHeld(int partition) {
    return unfinished.stream().anyMatch(part -> part.partition == partition);
  }

  /**
   * Checks that no partition of this instance is held back.
   *
   * @throws RestoreUnfinishedException when one is
   */
  synchronized void requireFinished() {
    if (!unfinished.isEmpty()) {
      throw new RestoreUnfinishedException(summary(), secondsLeft());
    }
  }

  /** Returns the progress for operators; empty when no partition is held back. */
  public synchronized Optional<String> description() {
    return unfinished.isEmpty() ? Optional.empty() : Optional.of(summary());
  }

  private String summary() {
    return "%,d of %,d records, %,.0f a second, %,d seconds left"
        .formatted(read, read + remaining(), rate(), secondsLeft());
  }

  private long secondsLeft() {
    return rate() == 0 ? 0 : Math.ceilDiv(remaining(), Math.max(1, (long) rate()));
  }

  private double rate() {
    return read / Math.max(1e-3, (System.nanoTime() - begun) / 1e9);
  }

  private long remaining() {
    return unfinished.stream().mapToLong(part -> part.remaining).sum();
  }
}
