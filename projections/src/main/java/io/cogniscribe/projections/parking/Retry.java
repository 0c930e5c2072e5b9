package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.projections.engine.Source;
import java.util.ArrayList;
import java.util.Comparator;
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
 * Reads parked records anew and applies them with today's code: in the order of the log, a chunk at
 * a time. However much waits, a chunk is all that is in memory, and all that the running projection
 * ever waits for. What it does is done when it is done: broken off, it has lost nothing.
 *
 * @param <E> what the projection takes from an event
 */
public final class Retry<E> {

  private static final int STREAMS = 500;
  private static final int RECORDS = 1_000;
  private static final long BYTES = 4L << 20;
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private final ParkedStore<E> store;
  private final Map<String, Source<E>> sources;
  private final RecordReader log;
  private final IntConsumer progress;

  /**
   * What came of it.
   *
   * @param applied how many records are parked no longer
   * @param failed how many aggregates are parked still
   */
  public record Result(long applied, int failed) {}

  /**
   * @param progress learns how many records were applied, as they are
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
   * Tries every aggregate that is meant, each as far as it goes.
   *
   * <p>It remembers which ones failed, and nothing else of what it has read.
   */
  public Result run(Selection selection) {
    long applied = 0;
    Set<ParkedStream> failed = new HashSet<>();
    for (TopicPartition partition : store.partitions().stream().sorted(ORDER).toList()) {
      long after = -1;
      List<ParkedEvent> heads = store.heads(partition, after, selection, STREAMS);
      while (!heads.isEmpty()) {
        Set<String> streams = new HashSet<>();
        heads.forEach(head -> streams.add(head.streamKey()));
        // Of what has failed further on, a later record is the first one now.
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

  /** Some aggregates of one partition. */
  private final class Partition {

    private final TopicPartition partition;

    /** Those of which nothing has failed yet. */
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
        // Somebody else has changed what is parked: what there is now has to be looked at anew.
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

    /** Reports expire, and are of no interest then; of the log proper nothing may be missing. */
    private @Nullable Decoded<E> missing(ParkedEvent pointer, Source<E> source) {
      return source.keptForEver()
          ? new Decoded.Poison<>(
              pointer.at(),
              pointer.streamKey(),
              "the log has the record no longer: import it from a backup, or skip it",
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
        case Retried.Refused(String error) -> narrow(open, error);
      }
    }

    /** Halves a refused chunk until the one record is found that can never be stored. */
    private void narrow(List<Waiting<E>> chunk, String error) {
      int half = chunk.size() / 2;
      if (half > 0) {
        apply(chunk.subList(0, half));
        apply(chunk.subList(half, chunk.size()));
        return;
      }
      ParkedEvent pointer = chunk.getFirst().pointer();
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
