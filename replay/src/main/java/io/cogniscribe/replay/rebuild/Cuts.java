package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.replay.rebuild.Meter.Step;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Finds the position of a moment in each partition. */
record Cuts(LogReader log, Workers workers, Meter meter, RecordedTimes times) {

  /**
   * The result of scanning a partition.
   *
   * @param end the offset of the first record that was recorded later, or the end
   * @param first the time when the oldest event was recorded; null when there is none
   * @param isEmpty true when no event comes before the cut
   */
  private record Seen(
      TopicPartition partition, long end, @Nullable Instant first, boolean isEmpty) {}

  /**
   * Returns the cut of each partition.
   *
   * @param ranges all offsets that the log has of the partitions
   * @throws ReplayException when the log has no such moment
   */
  Positions of(Moment moment, List<OffsetRange> ranges) {
    return switch (moment) {
      case Moment.At(Instant instant) -> at(instant, ranges);
      case Moment.Behind(Map<TopicPartition, Long> offsets) -> behind(offsets, ranges);
    };
  }

  private Positions behind(Map<TopicPartition, Long> offsets, List<OffsetRange> ranges) {
    Map<TopicPartition, Long> next = new HashMap<>();
    for (OffsetRange range : ranges) {
      Long last = offsets.get(range.partition());
      if (last != null && (last < range.from() || last >= range.to())) {
        throw new ReplayException(
            "%s@%d is not in the log, which has offsets %d to %d of this partition"
                .formatted(range.partition(), last, range.from(), range.to() - 1));
      }
      next.put(range.partition(), last == null ? range.to() : last + 1);
    }
    for (TopicPartition named : offsets.keySet()) {
      if (!next.containsKey(named)) {
        throw new ReplayException(
            named + " is not read by these projections. Name one of " + partitions(ranges));
      }
    }
    return new Positions(next);
  }

  private static List<String> partitions(List<OffsetRange> ranges) {
    return ranges.stream().map(range -> range.partition().toString()).sorted().toList();
  }

  private Positions at(Instant instant, List<OffsetRange> ranges) {
    List<Seen> seen;
    long total = ranges.stream().mapToLong(OffsetRange::length).sum();
    try (Step step = meter.begin("find " + instant, total, ranges.size())) {
      seen =
          workers.all(
              ranges.stream()
                  .<Callable<Seen>>map(range -> () -> look(range, instant, step))
                  .toList());
    }
    Optional<Instant> first =
        seen.stream().map(Seen::first).filter(Objects::nonNull).min(Comparator.naturalOrder());
    if (first.isPresent() && seen.stream().allMatch(Seen::isEmpty)) {
      throw new ReplayException(
          "the log has no events up to %s; it begins at %s".formatted(instant, first.get()));
    }
    Map<TopicPartition, Long> next = new HashMap<>();
    seen.forEach(each -> next.put(each.partition(), each.end()));
    return new Positions(next);
  }

  private Seen look(OffsetRange range, Instant instant, Step step) {
    Search search = new Search(instant, range.to());
    log.readWhile(
        range,
        records -> {
          step.add(records.size(), StoreFold.bytes(records));
          return search.goesOn(records);
        });
    step.partitionDone();
    return new Seen(range.partition(), search.end, search.first, search.isEmpty);
  }

  /** Finds the first later event, record by record, since times may be out of order. */
  private final class Search {

    private final Instant instant;
    private long end;
    private @Nullable Instant first;
    private boolean isEmpty = true;

    Search(Instant instant, long end) {
      this.instant = instant;
      this.end = end;
    }

    private boolean goesOn(List<ConsumerRecord<byte[], byte[]>> records) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        Optional<Instant> recordedAt = times.of(record);
        first = first == null ? recordedAt.orElse(null) : first;
        if (recordedAt.isPresent() && recordedAt.get().isAfter(instant)) {
          end = record.offset();
          return false;
        }
        isEmpty = isEmpty && recordedAt.isEmpty();
      }
      return true;
    }
  }
}
