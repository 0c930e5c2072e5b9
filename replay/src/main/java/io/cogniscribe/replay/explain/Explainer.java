package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.projections.parking.Skips;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Explains rows from the log, by scanning it. */
public final class Explainer {

  private final Scan scan;

  /**
   * Creates an explainer.
   *
   * @param workers the number of partitions that are read at a time
   */
  public Explainer(LogReader log, Workers workers, Meter meter) {
    this.scan = new Scan(log, workers, meter);
  }

  /**
   * Explains a row.
   *
   * @param name the subject's name, for people
   * @param active the stored state; read before the log, so that the log contains all its events
   * @param limit the number of steps to keep, at least 1; must cover all events when their order
   *     matters
   */
  public <E> Explanation explain(String name, Subject<E> subject, ActiveState active, int limit) {
    List<OffsetRange> ranges = scan.ranges(subject.events());
    History<E> history = new History<>(subject, active, limit);
    scan.run(subject.events(), active.skipped(), ranges, history::add);
    return history.explanation(name, read(ranges));
  }

  /**
   * The number of events.
   *
   * @param read the offsets that were read to count them, by partition
   */
  public record Count(long events, Map<String, Long> read) {}

  /** Counts events. */
  public <E> Count count(Events<E> events) {
    List<OffsetRange> ranges = scan.ranges(events);
    AtomicLong count = new AtomicLong();
    scan.run(events, Skips.NONE, ranges, _ -> count.incrementAndGet());
    return new Count(count.get(), read(ranges));
  }

  private static Map<String, Long> read(List<OffsetRange> ranges) {
    Map<String, Long> read = new TreeMap<>();
    ranges.forEach(range -> read.put(range.partition().toString(), range.length()));
    return read;
  }

  /** Returns the facts of events, in no order. */
  public <E> List<E> find(Events<E> events) {
    List<E> facts = Collections.synchronizedList(new ArrayList<>());
    scan.run(
        events,
        Skips.NONE,
        scan.ranges(events),
        found -> {
          if (found instanceof Found.Event<E> event) {
            facts.add(event.taken().fact());
          }
        });
    return List.copyOf(facts);
  }
}
