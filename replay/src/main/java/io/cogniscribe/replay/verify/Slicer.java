package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.replay.rebuild.Positions;
import io.cogniscribe.replay.rebuild.ReplayException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Divides the log into slices that fit into memory, in spill files. When the disk cannot hold all
 * slices, the log is read again for the others.
 *
 * @param scratch a folder on a disk with 2 GiB free
 */
record Slicer<E>(VerifiableProjection<E> projection, LogReader log, Path scratch) {

  /** The number of records of a slice in memory, with their rows. */
  private static final long RECORDS_A_SLICE = 8_000;

  private static final long BYTES_A_SLICE = 4L << 20;

  /** The number of records of a partition from which the size of all is estimated. */
  private static final long LOOKED_AT = 200;

  /** Each slice has an open file. */
  private static final int SLICES_AT_ONCE = 512;

  /** Processes slices of which nothing was read yet. */
  interface Round<E> {
    void run(SlicedLog<E> slices) throws SQLException;
  }

  /**
   * Processes all slices.
   *
   * @param positions the approximate positions up to which the log will be read
   * @param share the part of all groups to take, up to 1
   * @param salt selects the groups of a part
   */
  void run(Positions positions, double share, long salt, Round<E> round) throws SQLException {
    if (!Files.isWritable(scratch)) {
      throw new ReplayException(
          "cannot write to %s. Set VERIFY_DIR to a writable folder.".formatted(scratch));
    }
    Slicing slicing = new Slicing(salt, share, slices(positions, share));
    for (int done = 0; done < slicing.count(); ) {
      int count = Math.min(SLICES_AT_ONCE, slicing.count() - done);
      try (SlicedLog<E> slices = new SlicedLog<>(projection, log, slicing, done, count, scratch)) {
        round.run(slices);
        done = slices.end();
      }
    }
  }

  /** Estimates the size of the log from the latest records of each partition. */
  private int slices(Positions positions, double share) {
    long records = 0;
    long bytes = 0;
    for (OffsetRange range : positions.unread(Map.of())) {
      LongAdder seen = new LongAdder();
      LongAdder size = new LongAdder();
      long from = Math.max(range.from(), range.to() - LOOKED_AT);
      log.read(
          new OffsetRange(range.partition(), from, range.to()),
          some -> {
            seen.add(some.size());
            some.forEach(record -> size.add(Math.max(0, record.serializedValueSize())));
          });
      records += range.length();
      bytes += range.length() * size.sum() / Math.max(1, seen.sum());
    }
    long slices = Math.max(records / RECORDS_A_SLICE, bytes / BYTES_A_SLICE);
    return (int) Math.min(Integer.MAX_VALUE, (long) (slices * share) + 1);
  }
}
