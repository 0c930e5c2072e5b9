package io.cogniscribe.replay.rebuild;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Receives the progress of a replay. */
public interface Meter {

  /**
   * Begins a step, which lasts until it is closed.
   *
   * @param name the step's name, for people
   * @param total the number of offsets to read, or of rows to compare
   * @param partitions the number of partitions; 0 when it is not shown
   */
  Step begin(String name, long total, int partitions);

  /** Begins a step without partitions. */
  default Step begin(String name, long total) {
    return begin(name, total, 0);
  }

  /** A running step; several threads report its progress. */
  interface Step extends AutoCloseable {

    /** Reports progress. */
    void add(long done, long bytes);

    /** Reports that records were read. */
    default void add(List<ConsumerRecord<byte[], byte[]>> records) {
      add(records.size(), bytes(records));
    }

    /** Returns the size of the values of records. */
    static long bytes(List<ConsumerRecord<byte[], byte[]>> records) {
      return records.stream().mapToLong(record -> Math.max(0, record.serializedValueSize())).sum();
    }

    /** Reports that a partition is done. */
    default void partitionDone() {}

    /** Ends the step. */
    @Override
    default void close() {}

    /** A step that ignores all reports. */
    Step UNTOLD = (_, _) -> {};
  }

  /** A meter that ignores all reports. */
  Meter SILENT = (_, _, _) -> Step.UNTOLD;
}
