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
 * Refills the stores of one family and partition in chunks, each of which Kafka Streams commits as
 * it commits decisions: what is in the stores and how far that reaches, or neither. So no
 * transaction is long, however long the log is, and whoever owns the partition next, after a crash
 * or a rebalance, goes on from the last chunk.
 */
final class PartitionRefill implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PartitionRefill.class);

  /** Short beside the time-out of a transaction, which has a chunk of every partition. */
  private static final Duration CHUNK = Duration.ofMillis(200);

  /** A chunk's states wait in memory until they are written. */
  private static final int CHUNK_VALUES = 10_000;

  /** A store, what it lacks, and how that gets into it. */
  record Source(String store, LogStretch stretch, Filling filling) {}

  private final Consumer<byte[], byte[]> consumer;
  private final List<Source> sources;
  private final RefillMarks marks;
  private final RefillProgress.Part part;
  private int current;
  private boolean isReading;
  private boolean isClosed;

  PartitionRefill(
      Consumer<byte[], byte[]> consumer,
      List<Source> sources,
      RefillMarks marks,
      RefillProgress progress,
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
      source.filling().write();
      if (next < source.stretch().end()) {
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
    LogStretch stretch = source.stretch();
    if (stretch.isEmpty()) {
      return stretch.end();
    }
    if (!isReading) {
      stretch.begin();
      isReading = true;
    }
    while (stretch.position() < stretch.end() && source.filling().pending() < CHUNK_VALUES) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (left.isNegative()) {
        break;
      }
      stretch.poll(left).forEach(record -> take(record, source.filling()));
    }
    return stretch.position();
  }

  private static void take(ConsumerRecord<byte[], byte[]> record, Filling filling) {
    try {
      filling.take(record);
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
      LogStretch stretch = sources.get(i).stretch();
      boolean isBegun = i == current && isReading;
      remaining += isBegun ? stretch.end() - stretch.position() : stretch.length();
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
