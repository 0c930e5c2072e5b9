package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.Advance;
import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.postgres.AggregateProjection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Loads one partition into empty tables. The log mixes the aggregates, and writing a row once,
 * after all its events are known, is fastest. So the records are first sorted, undecoded, into
 * spill files of whole aggregates; then each spill file is folded in memory and copied. Memory use
 * is that of one spill file, however long the log is.
 *
 * @param folder the folder of the spill files
 * @param fileBytes the target size of a spill file
 * @param step the step that the partition is a part of
 */
record AggregateLoad<E>(
    AggregateProjection<E> projection,
    Source<E> source,
    DataSource tables,
    LogReader log,
    Path folder,
    long fileBytes,
    Meter.Step step) {

  private static final int MAX_FILES = 512;

  /**
   * Loads a partition.
   *
   * @param estimatedBytes the broker's estimate of the partition's size
   * @return the position after the load
   */
  Advance load(OffsetRange range, long estimatedBytes) {
    try (SortedFiles files = sorted(range, estimatedBytes)) {
      SpillFileLoad<E> load = new SpillFileLoad<>(projection, tables);
      long cause = Decoded.NO_CAUSE;
      long next = range.from();
      long unread = range.length();
      for (SpillFile file : files.all()) {
        List<Decoded<E>> decoded = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : file.read()) {
          Decoded<E> one = source.decode(record);
          decoded.add(one);
          next = Math.max(next, record.offset() + 1);
          if (one instanceof Decoded.Event<E> event) {
            cause = Math.max(cause, event.causeOffset());
          }
        }
        file.close();
        load.load(decoded);
        step.add(decoded.size(), 0);
        unread -= decoded.size();
      }
      step.add(unread, 0);
      step.partitionDone();
      return new Advance(range.partition(), range.from(), next, cause);
    } catch (IOException e) {
      throw cannotSort(e);
    } catch (SQLException e) {
      throw new ReplayException("PostgreSQL: " + e.getMessage(), e);
    }
  }

  private SortedFiles sorted(OffsetRange range, long estimatedBytes) throws IOException {
    int count = Math.clamp(estimatedBytes / fileBytes + 1, 1, MAX_FILES);
    SortedFiles files = new SortedFiles(range, folder, count);
    try {
      log.read(
          range,
          records -> {
            files.add(records);
            // The record counts once it is loaded.
            step.add(0, StoreFold.bytes(records));
          });
      return files;
    } catch (UncheckedIOException e) {
      files.close();
      throw cannotSort(Objects.requireNonNull(e.getCause()));
    } catch (RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /** Names the folder, since the usual cause is a full disk. */
  private UncheckedIOException cannotSort(IOException e) {
    return new UncheckedIOException("sorting in %s: %s".formatted(folder, e.getMessage()), e);
  }

  /** A partition's records by aggregate, in spill files. */
  private record SortedFiles(List<SpillFile> all) implements AutoCloseable {

    SortedFiles(OffsetRange range, Path folder, int count) throws IOException {
      this(new ArrayList<>());
      for (int i = 0; i < count; i++) {
        all.add(
            new SpillFile(List.of(range.partition().topic()), folder, range.partition() + "-" + i));
      }
    }

    void add(List<ConsumerRecord<byte[], byte[]>> records) {
      try {
        for (ConsumerRecord<byte[], byte[]> record : records) {
          all.get(Math.floorMod(Arrays.hashCode(record.key()), all.size())).add(record);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      for (SpillFile file : all) {
        file.close();
      }
    }
  }
}
