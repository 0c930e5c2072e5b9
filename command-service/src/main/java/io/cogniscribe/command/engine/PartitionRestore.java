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
 * Restores the stores of one aggregate type and partition in chunks, each of which Kafka Streams
 * commits as it commits decisions: what is in the stores and how far that reaches, or neither. So
 * no transaction is long, however long the log is, and whoever owns the partition next, after a
 * crash or a rebalance, goes on from the last chunk.
 */
final class PartitionRestore implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PartitionRestore.class);

  /** Short beside the time-out of a transaction, which has a chunk of every partition. */
  private static final Duration CHUNK = Duration.ofMillis(200);

  /** A chunk's states wait in memory until they are written. */
  private static final int CHUNK_VALUES = 10_000;

  /** A store, what it lacks, and how that gets into it. */
  record Source(String store, PartitionRange range, Restoration restoration) {}

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

  /** Whether the stores are whole. */
  boolean isFinished() {
    return current == sources.size();
  }

  /** Reads and writes a chunk, and says so in the marks. */
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

  /** Reads what belongs to a chunk and returns the offset behind it. */
  private long read(Source source, long end) {
    PartitionRange range = source.range();
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
      // No decider has written it, so no state was ever changed by it.
      log.warn("passed over {}: {}", at(record), e.getMessage());
    } catch (WireException e) {
      throw new WireException(
          "%s was written by a decider, and this version cannot read it: %s; start the version that wrote it"
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
      PartitionRange range = sources.get(i).range();
      boolean isBegun = i == current && isReading;
      remaining += isBegun ? range.end() - range.position() : range.length();
    }
    return remaining;
  }

  /** Gives up what is left, for whoever owns the partition next. */
  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      consumer.close();
      part.end();
    }
  }
}
