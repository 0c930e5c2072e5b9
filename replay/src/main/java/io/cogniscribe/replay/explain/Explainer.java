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
   * An explainer.
   *
   * @param workers how many partitions are read at a time
   */
  public Explainer(LogReader log, Workers workers, Meter meter) {
    this.scan = new Scan(log, workers, meter);
  }

  /**
   * Explains a row.
   *
   * @param name of the subject, for people
   * @param active read before: what it has is in the log, then
   * @param limit how many steps are remembered, at least 1; where the order of events counts, all
   *     of them must be
   */
  public <E> Explanation explain(String name, Subject<E> subject, ActiveState active, int limit) {
    List<OffsetRange> ranges = scan.ranges(subject);
    History<E> history = new History<>(subject, active, limit);
    scan.run(subject, active.skipped(), ranges, history::add);
    return history.explanation(name, read(ranges));
  }

  /**
   * How many events there are.
   *
   * @param read what had to be read to know that, in offsets, by partition
   */
  public record Count(long events, Map<String, Long> read) {}

  /** Counts the events that are looked for. */
  public <E> Count count(Search<E> search) {
    List<OffsetRange> ranges = scan.ranges(search);
    AtomicLong events = new AtomicLong();
    scan.run(search, Skips.NONE, ranges, _ -> events.incrementAndGet());
    return new Count(events.get(), read(ranges));
  }

  private static Map<String, Long> read(List<OffsetRange> ranges) {
    Map<String, Long> read = new TreeMap<>();
    ranges.forEach(range -> read.put(range.partition().toString(), range.length()));
    return read;
  }

  /** What is taken from the events that are looked for, in no order. */
  public <E> List<E> find(Search<E> search) {
    List<E> facts = Collections.synchronizedList(new ArrayList<>());
    scan.run(
        search,
        Skips.NONE,
        scan.ranges(search),
        found -> {
          if (found instanceof Found.Event<E> event) {
            facts.add(event.taken().fact());
          }
        });
    return List.copyOf(facts);
  }
}
