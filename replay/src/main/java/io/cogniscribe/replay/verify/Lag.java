package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.replay.rebuild.Positions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the records at the end of the log that a projection has not applied yet; they are not part
 * of the comparison.
 */
record Lag(LogReader log) {

  /**
   * Up to this distance, records are read and counted, since offsets include transaction markers.
   */
  private static final long COUNTED = 10_000;

  long of(Projection<?> projection, Positions at) {
    long offsets = 0;
    List<OffsetRange> near = new ArrayList<>();
    for (Source<?> source : projection.sources()) {
      for (OffsetRange whole : log.ranges(source.topic())) {
        long next = at.next().getOrDefault(whole.partition(), whole.from());
        OffsetRange open =
            new OffsetRange(whole.partition(), Math.max(next, whole.from()), whole.to());
        if (open.length() > COUNTED) {
          offsets += open.length();
        } else {
          near.add(open);
        }
      }
    }
    AtomicLong records = new AtomicLong(offsets);
    log.read(near, some -> records.addAndGet(some.size()));
    return records.get();
  }
}
