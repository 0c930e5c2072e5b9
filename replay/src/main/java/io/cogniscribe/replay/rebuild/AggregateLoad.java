package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.Advance;
import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.postgres.AggregateProjection;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Loads one partition into empty tables. The log mixes the aggregates, and writing a row once,
 * after all its events are known, is fastest. So the records are first sorted, undecoded, into
 * spill files of whole aggregates; then each spill file is folded in memory and copied. Memory use
 * is that of one spill file, however long the log is.
 */
record AggregateLoad<E>(
    AggregateProjection<E> projection, DataSource tables, LogReader log, Meter.Step step) {

  /** The target size of a spill file. */
  private static final long FILE_BYTES = 8L << 20;

  private static final int MAX_FILES = 512;

  /**
   * Loads a partition.
   *
   * @param estimatedBytes the broker's estimate of the partition's size
   * @return the position after the load
   */
  Advance load(OffsetRange range, long estimatedBytes) {
    int count = Math.clamp(estimatedBytes / FILE_BYTES + 1, 1, MAX_FILES);
    Source<E> source = projection.sources().getFirst();
    try (SpillFiles files =
        new SpillFiles(List.of(source.topic()), folder(), count, Long.MAX_VALUE)) {
      log.read(
          range,
          records -> {
            records.forEach(
                record -> files.add(Math.floorMod(Arrays.hashCode(record.key()), count), record));
            // The records count once they are loaded.
            step.add(0, Meter.Step.bytes(records));
          });
      SpillFileLoad<E> load = new SpillFileLoad<>(projection, tables);
      long cause = Decoded.NO_CAUSE;
      long next = range.from();
      long unread = range.length();
      while (files.hasNext()) {
        List<Decoded<E>> decoded = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : files.take()) {
          Decoded<E> one = source.decode(record);
          decoded.add(one);
          next = Math.max(next, record.offset() + 1);
          if (one instanceof Decoded.Event<E> event) {
            cause = Math.max(cause, event.causeOffset());
          }
        }
        load.load(decoded);
        step.add(decoded.size(), 0);
        unread -= decoded.size();
      }
      step.add(unread, 0);
      step.partitionDone();
      return new Advance(range.partition(), range.from(), next, cause);
    } catch (SQLException e) {
      throw new ReplayException("PostgreSQL: " + e.getMessage(), e);
    }
  }

  private static Path folder() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    if (!Files.isWritable(folder)) {
      throw new UncheckedIOException(
          "no folder for sorting: set -Djava.io.tmpdir",
          new AccessDeniedException(folder.toString()));
    }
    return folder;
  }
}
