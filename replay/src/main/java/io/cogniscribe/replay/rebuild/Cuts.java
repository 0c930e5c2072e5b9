package io.cogniscribe.replay.rebuild;

import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.replay.rebuild.Meter.Step;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import io.cogniscribe.wire.WireException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Finds the position of a moment in each partition. */
record Cuts(LogReader log, Workers workers, Meter meter) {

  private static final Map<String, AvroCodec<? extends RecordedEvent<?>>> CODECS =
      Map.of(
          Topics.JOB_EVENTS, Codecs.jobEvents(),
          Topics.ACCOUNT_EVENTS, Codecs.accountEvents(),
          Topics.AUDIT_EVENTS, Codecs.auditEvents());

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
    List<Search> searches = ranges.stream().map(range -> new Search(range, instant)).toList();
    long total = ranges.stream().mapToLong(OffsetRange::length).sum();
    try (Step step = meter.begin("find " + instant, total, ranges.size())) {
      workers.each(
          searches,
          search -> {
            log.readWhile(
                search.range,
                records -> {
                  step.add(records);
                  return search.goesOn(records);
                });
            step.partitionDone();
          });
    }
    Optional<Instant> first =
        searches.stream()
            .map(search -> search.first)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder());
    if (first.isPresent() && searches.stream().allMatch(search -> search.isEmpty)) {
      throw new ReplayException(
          "the log has no events up to %s; it begins at %s".formatted(instant, first.get()));
    }
    Map<TopicPartition, Long> next = new HashMap<>();
    searches.forEach(search -> next.put(search.range.partition(), search.end));
    return new Positions(next);
  }

  /**
   * Returns the time when an event was recorded, from the event itself; empty when it cannot be
   * read. The record's timestamp is set by its writer, for example by an import.
   */
  private static Optional<Instant> recordedAt(ConsumerRecord<byte[], byte[]> record) {
    AvroCodec<? extends RecordedEvent<?>> codec = CODECS.get(record.topic());
    if (codec == null) {
      throw new IllegalArgumentException(record.topic() + " is no topic of events");
    }
    try {
      return Optional.of(codec.decode(record.value()).recordedAt());
    } catch (WireException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * Finds the first later event of a partition, record by record, since times may be out of order.
   */
  private static final class Search {

    private final OffsetRange range;
    private final Instant instant;

    /** The offset of the first record that was recorded later, or the end. */
    private long end;

    /** The time when the oldest event was recorded; null when there is none. */
    private @Nullable Instant first;

    /** True while no event comes before the cut. */
    private boolean isEmpty = true;

    Search(OffsetRange range, Instant instant) {
      this.range = range;
      this.instant = instant;
      this.end = range.to();
    }

    private boolean goesOn(List<ConsumerRecord<byte[], byte[]>> records) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        Optional<Instant> recordedAt = recordedAt(record);
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
