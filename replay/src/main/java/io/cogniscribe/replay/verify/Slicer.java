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
 * Divides the log into slices that fit into memory, in spill files. When the disk cannot hold all
 * slices, the log is read again for the others.
 *
 * @param scratch a folder on a disk with 2 GiB free
 */
record Slicer<E>(VerifiableProjection<E> projection, LogReader log, Path scratch) {

  /** The number of records of a slice in memory, with their rows. */
  private static final long RECORDS_A_SLICE = 8_000;

  private static final long BYTES_A_SLICE = 4L << 20;

  /** Each slice has an open file. */
  private static final int SLICES_AT_ONCE = 512;

  /** Processes slices of which nothing was read yet. */
  interface Round<E, X extends Exception> {

    /**
     * Processes one range of slices.
     *
     * @param slicing assigns groups to slices
     */
    void run(Slicing slicing, SlicedLog<E> slices) throws X;
  }

  /**
   * Processes all slices.
   *
   * @param positions the approximate positions up to which the log will be read
   * @param share the part of all groups to take, up to 1
   * @param salt selects the groups of a part
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
          "cannot write to %s. Set VERIFY_DIR to a writable folder.".formatted(scratch), e);
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
