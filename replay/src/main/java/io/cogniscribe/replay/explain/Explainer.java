package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.projections.parking.Skips;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.Workers;
import io.cogniscribe.topic.Keys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Explains rows from the log. Reads every record of the partitions that may have an event of the
 * row; an aggregate is in one partition.
 *
 * @param workers the number of partitions that are read at a time
 */
public record Explainer(LogReader log, Workers workers, Meter meter) {

  /**
   * Explains a row.
   *
   * @param name the subject's name, for people
   * @param active the stored state; read before the log, so that the log contains all its events
   * @param limit the number of steps to keep, at least 1; must cover all events when their order
   *     matters
   */
  public <E> Explanation explain(String name, Subject<E> subject, ActiveState active, int limit) {
    History<E> history = new History<>(subject, active, limit);
    Map<String, Long> read = read(subject.events(), active.skipped(), history::add);
    return history.explanation(name, read);
  }

  /**
   * The number of events.
   *
   * @param read the offsets that were read to count them, by partition
   */
  public record Count(long events, Map<String, Long> read) {}

  /** Counts events. */
  public <E> Count count(Events<E> events) {
    AtomicLong count = new AtomicLong();
    Map<String, Long> read = read(events, Skips.NONE, _ -> count.incrementAndGet());
    return new Count(count.get(), read);
  }

  /** Returns the facts of events, in no order. */
  public <E> List<E> find(Events<E> events) {
    List<E> facts = Collections.synchronizedList(new ArrayList<>());
    read(
        events,
        Skips.NONE,
        found -> {
          if (found instanceof Found.Event<E> event) {
            facts.add(event.taken().fact());
          }
        });
    return List.copyOf(facts);
  }

  /**
   * Passes each record that concerns the events to the consumer, from several threads.
   *
   * @return the number of offsets that were read, by partition
   */
  private <E> Map<String, Long> read(Events<E> events, Skips skips, Consumer<Found<E>> taker) {
    List<OffsetRange> ranges = ranges(events);
    Map<String, Long> read = new TreeMap<>();
    ranges.forEach(range -> read.put(range.partition().toString(), range.length()));
    long total = read.values().stream().mapToLong(Long::longValue).sum();
    try (Meter.Step step = meter.begin("read " + events.source().topic(), total, ranges.size())) {
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
    return read;
  }

  private List<OffsetRange> ranges(Events<?> events) {
    Set<Integer> partitions =
        events.streams().stream()
            .map(id -> Keys.partition(Keys.of(id)))
            .collect(Collectors.toSet());
    return log.ranges(events.source().topic()).stream()
        .filter(each -> partitions.isEmpty() || partitions.contains(each.partition().partition()))
        .toList();
  }
}
