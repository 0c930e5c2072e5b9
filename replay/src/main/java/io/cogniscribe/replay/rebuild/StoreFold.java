package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.Advance;
import io.cogniscribe.projections.engine.Batch;
import io.cogniscribe.projections.engine.BatchWriter;
import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.engine.ProjectionStore;
import io.cogniscribe.projections.engine.Slices;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.engine.Start;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Folds partitions into a generation as the projector does: batch by batch, each with its position.
 *
 * @param stores creates a store of the generation for each fold
 * @param batchRecords the maximum number of records in a batch
 */
record StoreFold<E>(
    Projection<E> projection,
    Supplier<ProjectionStore<E>> stores,
    int batchRecords,
    LogReader log,
    LogExtent extent) {

  /** Folds partitions from the generation's position up to the targets. */
  void fold(Positions targets, Meter.Step step) {
    Map<String, Source<E>> sources =
        projection.sources().stream().collect(Collectors.toMap(Source::topic, Function.identity()));
    ProjectionStore<E> store = stores.get();
    Map<TopicPartition, Long> positions = claim(store, targets);
    BatchWriter<E> writer =
        new BatchWriter<>(
            store::commit,
            positions,
            batch ->
                batch.advances().forEach(moved -> positions.put(moved.partition(), moved.next())));
    List<OffsetRange> ranges = ranges(positions, targets);
    AtomicLong unread = new AtomicLong(ranges.stream().mapToLong(OffsetRange::length).sum());
    log.read(
        ranges,
        records -> {
          for (int from = 0; from < records.size(); from += batchRecords) {
            int to = Math.min(records.size(), from + batchRecords);
            for (List<Decoded<E>> slice : new Slices<>(records.subList(from, to), sources)) {
              writer.write(slice);
            }
          }
          step.add(records);
          unread.addAndGet(-records.size());
        });
    // Transaction markers may follow the last record; they are not counted as records.
    step.add(unread.get(), 0);
    targets.next().forEach((_, _) -> step.partitionDone());
  }

  private List<OffsetRange> ranges(Map<TopicPartition, Long> positions, Positions targets) {
    List<OffsetRange> ranges = new ArrayList<>();
    targets
        .next()
        .forEach((partition, to) -> {
          long next = Objects.requireNonNull(positions.get(partition));
          // Reports may have expired unread.
          ranges.add(new OffsetRange(partition, Math.max(next, extent.begin(partition)), to));
        });
    return ranges;
  }

  /** Moves only the position; the rows were written by other means. */
  void advance(Advance advance) {
    ProjectionStore<E> store = stores.get();
    claim(store, new Positions(Map.of(advance.partition(), advance.next())));
    store.commit(new Batch<>(List.of(), List.of(advance)));
  }

  private Map<TopicPartition, Long> claim(ProjectionStore<E> store, Positions targets) {
    Map<TopicPartition, Start> starts = new HashMap<>();
    targets
        .next()
        .forEach((partition, to) -> {
          String topicId = Objects.requireNonNull(extent.topicIds().get(partition.topic()));
          // The active position may be before the oldest offset, since reports expire.
          starts.put(partition, new Start(topicId, Math.min(extent.begin(partition), to)));
        });
    return new HashMap<>(store.claim(starts));
  }
}
