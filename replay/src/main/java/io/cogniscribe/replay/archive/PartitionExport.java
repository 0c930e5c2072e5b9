package io.cogniscribe.replay.archive;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.replay.archive.Manifest.Segment;
import io.cogniscribe.replay.rebuild.Meter.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Copies an offset range of a partition into files.
 *
 * @param finished receives each file when it is durable
 * @param leftOut receives each record that was left out of a finished file
 */
record PartitionExport(
    KafkaSource kafka,
    Path folder,
    long segmentBytes,
    Step step,
    BiConsumer<TopicPartition, Segment> finished,
    Consumer<OversizedRecord> leftOut) {

  /**
   * Copies a range.
   *
   * @return the remaining range when a record did not fit into memory; otherwise an empty range
   */
  OffsetRange run(OffsetRange range) {
    return run(range, segments -> new LogReader(kafka).read(range, segments::take));
  }

  /**
   * Copies record by record, and leaves out those that do not fit into memory. Nothing else may be
   * copied at the same time, so that only the record itself can exhaust the memory.
   */
  void runOneByOne(OffsetRange range) {
    OffsetRange rest =
        run(
            range,
            segments ->
                new LogReader(kafka).readOneByOne(range, segments::take, segments::leaveOut));
    if (!rest.isEmpty()) {
      throw new ArchiveException(
          rest + " does not fit into memory. Give the export a larger heap.");
    }
  }

  private OffsetRange run(OffsetRange range, Consumer<Segments> reading) {
    try (Segments segments = new Segments(range)) {
      try {
        reading.accept(segments);
        segments.finish();
        return new OffsetRange(range.partition(), range.to(), range.to());
      } catch (OutOfMemoryError e) {
        return segments.rest();
      }
    } catch (OffsetOutOfRangeException e) {
      throw new ArchiveException(
          range.partition() + " lost records while they were copied. Export again.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of an offset range. */
  private final class Segments implements AutoCloseable {

    private final OffsetRange range;
    private final List<OversizedRecord> leftOutOfFile = new ArrayList<>();
    private SegmentWriter writer;
    private long begin;
    private long next;

    Segments(OffsetRange range) throws IOException {
      this.range = range;
      this.begin = range.from();
      this.next = range.from();
      this.writer = new SegmentWriter(folder, range.partition(), next);
    }

    void take(List<ConsumerRecord<byte[], byte[]>> records) {
      long before = next;
      long bytes = 0;
      try {
        for (ConsumerRecord<byte[], byte[]> record : records) {
          if (writer.size() >= segmentBytes) {
            publish(next);
            writer = new SegmentWriter(folder, range.partition(), next);
            begin = next;
          }
          writer.append(copyable(record));
          next = record.offset() + 1;
          bytes += RecordFormat.size(record);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      step.add(next - before, bytes);
    }

    void leaveOut(long offset) {
      TopicPartition from = range.partition();
      OversizedRecord record = new OversizedRecord(from.topic(), from.partition(), offset, null);
      leftOutOfFile.add(record);
      take(List.of(record.replacement(ConsumerRecord.NO_TIMESTAMP)));
    }

    private void publish(long end) throws IOException {
      finished.accept(range.partition(), writer.finish(end));
      leftOutOfFile.forEach(leftOut);
      leftOutOfFile.clear();
    }

    /** Returns the range from the beginning of the unfinished file. */
    OffsetRange rest() {
      step.add(begin - next, 0);
      return new OffsetRange(range.partition(), begin, range.to());
    }

    private ConsumerRecord<byte[], byte[]> copyable(ConsumerRecord<byte[], byte[]> record) {
      Optional<OversizedRecord> oversized = OversizedRecord.of(record);
      oversized.ifPresent(leftOutOfFile::add);
      return oversized.map(each -> each.replacement(record.timestamp())).orElse(record);
    }

    void finish() throws IOException {
      publish(range.to());
      step.add(range.to() - next, 0);
      step.partitionDone();
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }
}
