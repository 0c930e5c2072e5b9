package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.replay.rebuild.Positions;
import io.cogniscribe.replay.rebuild.ReplayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Takes the log in slices that fit into memory, set down in a folder: as many at a time as the disk
 * holds, and for more the log is read again.
 *
 * @param scratch a folder on a disk with 2 GiB to spare
 */
record Slicer<E>(VerifiableProjection<E> projection, LogReader log, Path scratch) {

  /** So much of the log is in memory at a time, and its rows. */
  private static final long RECORDS_A_SLICE = 8_000;

  private static final long BYTES_A_SLICE = 4L << 20;

  /** Each has a file open. */
  private static final int SLICES_AT_ONCE = 512;

  /** Does something with slices of which nothing was read yet. */
  interface Round<E, X extends Exception> {

    /**
     * Called for one offset range of slices after the other.
     *
     * @param slicing which group is in which slice
     */
    void run(Slicing slicing, SlicedLog<E> slices) throws X;
  }

  /**
   * Takes all slices.
   *
   * @param positions about up to where the log will be read
   * @param share the part of all groups that is wanted, up to 1
   * @param salt decides which ones, for a part
   */
  <X extends Exception> void run(Positions positions, double share, long salt, Round<E, X> round)
      throws X {
    Slicing slicing = new Slicing(salt, share, slices(positions, share));
    Path folder = folder();
    try {
      for (int done = 0; done < slicing.count(); ) {
        int count = Math.min(SLICES_AT_ONCE, slicing.count() - done);
        try (SlicedLog<E> slices = new SlicedLog<>(projection, log, slicing, done, count, folder)) {
          round.run(slicing, slices);
          done = slices.end();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the folder for sorting, " + folder, e);
    } finally {
      delete(folder);
    }
  }

  private int slices(Positions positions, double share) {
    RecordSizes sizes = RecordSizes.of(log, OffsetRanges.unread(Map.of(), positions));
    long slices = Math.max(sizes.records() / RECORDS_A_SLICE, sizes.bytes() / BYTES_A_SLICE);
    return (int) Math.min(Integer.MAX_VALUE, (long) (slices * share) + 1);
  }

  private Path folder() {
    try {
      return Files.createTempDirectory(scratch, "cogniscribe-verify-");
    } catch (IOException e) {
      throw new ReplayException(
          "cannot write to %s: set VERIFY_DIR to a folder that can be written to"
              .formatted(scratch),
          e);
    }
  }

  private static void delete(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
