package io.cogniscribe.command.engine;

import io.cogniscribe.wire.ForeignValueException;
import io.cogniscribe.wire.WireException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores the stores of one aggregate type and partition in chunks. Kafka Streams commits each
 * chunk like a decision: the values and the restore mark together. So every transaction is short,
 * and after a crash or a rebalance the next owner of the partition continues after the last chunk.
 */
final class PartitionRestore implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PartitionRestore.class);

  /**
   * The duration of a chunk. It is short compared with the transaction time-out, because one
   * transaction has a chunk of every partition.
   */
  private static final Duration CHUNK = Duration.ofMillis(200);

  /** The largest number of values in a chunk, which wait in memory until they are written. */
  private static final int CHUNK_VALUES = 10_000;

  /** A store, the range of records that it lacks, and the restoration that stores them. */
  record Source(String store, PartitionReader range, Restoration restoration) {}

  private final Consumer<byte[], byte[]> consumer;
  private final List<Source> sources;
  private final RestoreMarks marks;
  private final RestoreProgress.Part part;
  private int current;
  private boolean isReading;
  private boolean isClosed;

  PartitionRestore(
      Consumer<byte[], byte[]> consumer,
      List<Source> sources,
      RestoreMarks marks,
      RestoreProgress progress,
      int partition) {
    this.consumer = consumer;
    this.sources = sources;
    this.marks = marks;
    this.part = progress.begin(partition, remaining());
  }

  /** Returns whether the stores are complete. */
  boolean isFinished() {
    return current == sources.size();
  }

  /** Reads and writes a chunk, and updates the restore marks. */
  void step() {
    long end = System.nanoTime() + CHUNK.toNanos();
    while (!isFinished() && System.nanoTime() < end) {
      Source source = sources.get(current);
      long next = read(source, end);
      source.restoration().write();
      if (next < source.range().end()) {
        marks.holdsUpTo(source.store(), next);
      } else {
        marks.whole(source.store());
        isReading = false;
        current++;
      }
      part.remaining(remaining());
    }
    if (isFinished()) {
      close();
    }
  }

  /** Reads the records of a chunk and returns the offset after them. */
  private long read(Source source, long end) {
    PartitionReader range = source.range();
    if (range.isEmpty()) {
      return range.end();
    }
    if (!isReading) {
      range.begin();
      isReading = true;
    }
    while (range.position() < range.end() && source.restoration().pending() < CHUNK_VALUES) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (left.isNegative()) {
        break;
      }
      range.poll(left).forEach(record -> take(record, source.restoration()));
    }
    return range.position();
  }

  private static void take(ConsumerRecord<byte[], byte[]> record, Restoration restoration) {
    try {
      restoration.take(record);
    } catch (ForeignValueException e) {
      // No decider wrote this record, so it never changed a state.
      log.warn("Skipped {}, which no decider wrote: {}", at(record), e.getMessage());
    } catch (WireException e) {
      throw new WireException(
          "This version cannot read the event %s: %s. Start the version that wrote it."
              .formatted(at(record), e.getMessage()),
          e);
    }
  }

  private static String at(ConsumerRecord<?, ?> record) {
    return "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
  }

  private long remaining() {
    long remaining = 0;
    for (int i = current; i < sources.size(); i++) {
      PartitionReader range = sources.get(i).range();
      boolean isBegun = i == current && isReading;
      remaining += isBegun ? range.end() - range.position() : range.length();
    }
    return remaining;
  }

  /** Stops the restore; the next owner of the partition continues it. */
  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      consumer.close();
      part.end();
    }
  }
}
