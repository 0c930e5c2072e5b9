package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.Stretch;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much of the log there is.
 *
 * @param records how many, at most
 * @param bytes about how many, unpacked: as large as the latest ones are all of them
 */
record RecordSizes(long records, long bytes) {

  private static final long LOOKED_AT = 200;

  /** Looks at the latest records of each partition. */
  static RecordSizes of(LogReader log, List<Stretch> stretches) {
    long all = 0;
    long bytes = 0;
    for (Stretch stretch : stretches) {
      LongAdder seen = new LongAdder();
      LongAdder size = new LongAdder();
      long from = Math.max(stretch.from(), stretch.to() - LOOKED_AT);
      log.read(
          new Stretch(stretch.partition(), from, stretch.to()),
          some -> {
            seen.add(some.size());
            some.forEach(record -> size.add(Math.max(0, record.serializedValueSize())));
          });
      all += stretch.length();
      bytes += stretch.length() * size.sum() / Math.max(1, seen.sum());
    }
    return new RecordSizes(all, bytes);
  }
}
