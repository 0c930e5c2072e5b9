package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Batch;
import io.cogniscribe.projections.engine.Bisection;
import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.projections.engine.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads parked records from the log again and applies them with the current code, in the order of
 * the log. It works in chunks: only one chunk is in memory at a time, and the running projection
 * waits for at most one chunk. Each chunk is committed, so an interrupted retry loses nothing.
 *
 * @param <E> the part of an event that the projection uses
 */
public final class Retry<E> {

  private static final int STREAMS = 500;
  private static final int RECORDS = 1_000;
  private static final long BYTES = 4L << 20;

  private final ParkedStore<E> store;
  private final Map<String, Source<E>> sources;
  private final RecordReader log;
  private final IntConsumer progress;

  /**
   * The result of a retry.
   *
   * @param applied the number of records that are no longer parked
   * @param failed the number of aggregates that are still parked
   */
  public record Result(long applied, int failed) {}

  /**
   * @param progress called with the number of applied records after each chunk
   */
  public Retry(
      ParkedStore<E> store, Projection<E> projection, RecordReader log, IntConsumer progress) {
    this.store = store;
    this.sources =
        projection.sources().stream().collect(Collectors.toMap(Source::topic, Function.identity()));
    this.log = log;
    this.progress = progress;
  }

  /**
   * Retries every selected aggregate up to its first record that fails.
   *
   * <p>Only the failed aggregates are kept in memory.
   */
  public Result run(Selection selection) {
    long applied = 0;
    Set<ParkedStream> failed = new HashSet<>();
    for (TopicPartition partition : store.partitions().stream().sorted(Batch.ORDER).toList()) {
      long after = -1;
      List<ParkedEvent> heads = store.heads(partition, after, selection, STREAMS);
      while (!heads.isEmpty()) {
        Set<String> streams = new HashSet<>();
        heads.forEach(head -> streams.add(head.streamKey()));
        // An aggregate that failed after some records has a new first record, so it appears again.
        streams.removeIf(key -> failed.contains(new ParkedStream(partition, key)));
        Partition some = new Partition(partition, streams);
        applied += some.run();
        some.failed.forEach(key -> failed.add(new ParkedStream(partition, key)));
        after = heads.getLast().at().offset();
        heads = store.heads(partition, after, selection, STREAMS);
      }
    }
    return new Result(applied, failed.size());
  }

  /** The selected aggregates of one partition. */
  private final class Partition {

    private final TopicPartition partition;

    /** The aggregates without a failure so far. */
    private final Set<String> streams;

    private final Set<String> failed = new HashSet<>();
    private boolean moved;
    private long applied;

    private Partition(TopicPartition partition, Set<String> streams) {
      this.partition = partition;
      this.streams = streams;
    }

    private long run() {
      long after = -1;
      while (!streams.isEmpty()) {
        List<ParkedEvent> chunk = store.waiting(partition, streams, after, RECORDS);
        if (chunk.isEmpty()) {
          break;
        }
        List<Waiting<E>> read = read(chunk);
        moved = false;
        apply(read);
        // When the parked records were changed elsewhere, the partition is read again from the
        // start.
        after = moved ? -1 : read.getLast().pointer().at().offset();
      }
      return applied;
    }

    private List<Waiting<E>> read(List<ParkedEvent> chunk) {
      List<Long> offsets = chunk.stream().map(event -> event.at().offset()).toList();
      RecordReader.Found found = log.read(partition, offsets, BYTES);
      Map<Long, ConsumerRecord<byte[], byte[]>> records = new HashMap<>();
      found.records().forEach(record -> records.put(record.offset(), record));
      Source<E> source = Objects.requireNonNull(sources.get(partition.topic()));
      List<Waiting<E>> read = new ArrayList<>();
      for (ParkedEvent pointer : chunk.subList(0, found.looked())) {
        ConsumerRecord<byte[], byte[]> record = records.get(pointer.at().offset());
        read.add(
            new Waiting<>(
                pointer, record == null ? missing(pointer, source) : source.decode(record)));
      }
      return read;
    }

    /** Expired reports are ignored. In all other topics, a missing record is an error. */
    private @Nullable Decoded<E> missing(ParkedEvent pointer, Source<E> source) {
      return source.keptForEver()
          ? new Decoded.Poison<>(
              pointer.at(),
              pointer.streamKey(),
              "the log no longer has the record: import it from a backup, or skip it",
              null)
          : null;
    }

    private void apply(List<Waiting<E>> chunk) {
      List<Waiting<E>> open =
          chunk.stream().filter(each -> streams.contains(each.pointer().streamKey())).toList();
      if (moved || open.isEmpty()) {
        return;
      }
      switch (store.retry(partition, open)) {
        case Retried.Done(int done, List<ParkedEvent> stillParked) -> {
          applied += done;
          progress.accept(done);
          stillParked.forEach(event -> fail(event.streamKey()));
        }
        case Retried.Moved() -> moved = true;
        case Retried.Refused(String error) ->
            Bisection.narrow(open, this::apply, waiting -> failed(waiting.pointer(), error));
      }
    }

    private void failed(ParkedEvent pointer, String error) {
      store.failed(
          new ParkedEvent(pointer.at(), pointer.streamKey(), error, pointer.schemaFingerprint()));
      fail(pointer.streamKey());
    }

    private void fail(String streamKey) {
      streams.remove(streamKey);
      failed.add(streamKey);
    }
  }
}
