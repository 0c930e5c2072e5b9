package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.projections.parking.Skips;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.Meter.Step;
import io.cogniscribe.replay.rebuild.Workers;
import io.cogniscribe.topic.Keys;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds events by reading every record of the partitions that may have one. An
 * aggregate is in one partition. Records of other aggregates are recognized by their keys and not
 * decoded.
 */
record Scan(LogReader log, Workers workers, Meter meter) {

  static final String BEHIND = "an earlier event of it is parked";

  /** Returns the offset ranges to read for events. */
  List<OffsetRange> ranges(Events<?> events) {
    Set<Integer> partitions =
        events.streams().stream()
            .map(id -> Keys.partition(Keys.of(id)))
            .collect(Collectors.toSet());
    return log.ranges(events.source().topic()).stream()
        .filter(each -> partitions.isEmpty() || partitions.contains(each.partition().partition()))
        .toList();
  }

  /** Passes each record that was searched for to the consumer, from several threads. */
  <E> void run(Events<E> events, Skips skips, List<OffsetRange> ranges, Consumer<Found<E>> taker) {
    String name = "read " + events.source().topic();
    try (Step step = meter.begin(name, total(ranges), ranges.size())) {
      workers.each(
          ranges,
          range -> {
            Finder<E> finder = new Finder<>(events, skips, taker);
            log.read(
                range,
                records -> {
                  records.forEach(finder::look);
                  step.add(records);
                });
            step.partitionDone();
          });
    }
  }

  private static long total(List<OffsetRange> ranges) {
    return ranges.stream().mapToLong(OffsetRange::length).sum();
  }

  /** Searches one partition. */
  private static final class Finder<E> {

    private final Events<E> events;
    private final Skips skips;
    private final Consumer<Found<E>> taker;
    private final Set<ByteBuffer> keys = new HashSet<>();
    private final Set<String> parked = new HashSet<>();
    private Instant order = Instant.MIN;

    Finder(Events<E> events, Skips skips, Consumer<Found<E>> taker) {
      this.events = events;
      this.skips = skips;
      this.taker = taker;
      for (UUID id : events.streams()) {
        keys.add(ByteBuffer.wrap(Keys.of(id)));
      }
    }

    private void look(ConsumerRecord<byte[], byte[]> record) {
      boolean isWanted =
          keys.isEmpty() || (record.key() != null && keys.contains(ByteBuffer.wrap(record.key())));
      if (!isWanted) {
        return;
      }
      switch (events.source().decode(record)) {
        case Decoded.Poison<TakenFact<E>>(var at, String key, _, _) when skips.contains(at) -> {
          if (!keys.isEmpty()) {
            taker.accept(new Found.Skipped<>(at, key, order, null));
          }
        }
        case Decoded.Poison<TakenFact<E>>(var at, String key, String error, _) -> {
          parked.add(key);
          // Only the key of an unreadable record shows its aggregate.
          if (!keys.isEmpty()) {
            taker.accept(new Found.Parked<>(at, key, order, null, error));
          }
        }
        case Decoded.Event<TakenFact<E>> event when !events.wanted().test(event.fact().fact()) -> {}
        case Decoded.Event<TakenFact<E>>(var at, String key, _, TakenFact<E> taken, _)
            when skips.contains(at) ->
            taker.accept(new Found.Skipped<>(at, key, order, taken.envelope()));
        case Decoded.Event<TakenFact<E>>(var at, String key, _, TakenFact<E> taken, _) -> {
          Instant recordedAt = taken.envelope().recordedAt();
          order = recordedAt.isAfter(order) ? recordedAt : order;
          taker.accept(
              parked.contains(key)
                  ? new Found.Parked<>(at, key, order, taken.envelope(), BEHIND)
                  : new Found.Event<>(at, key, order, taken));
        }
      }
    }
  }
}
