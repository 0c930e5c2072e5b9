package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The size of the log.
 *
 * @param records the maximum number of records
 * @param bytes the estimated uncompressed size, from the sizes of the latest records
 */
record RecordSizes(long records, long bytes) {

  private static final long LOOKED_AT = 200;

  /** Estimates the size from the latest records of each partition. */
  static RecordSizes of(LogReader log, List<OffsetRange> ranges) {
    long all = 0;
    long bytes = 0;
    for (OffsetRange range : ranges) {
      LongAdder seen = new LongAdder();
      LongAdder size = new LongAdder();
      long from = Math.max(range.from(), range.to() - LOOKED_AT);
      log.read(
          new OffsetRange(range.partition(), from, range.to()),
          some -> {
            seen.add(some.size());
            some.forEach(record -> size.add(Math.max(0, record.serializedValueSize())));
          });
      all += range.length();
      bytes += range.length() * size.sum() / Math.max(1, seen.sum());
    }
    return new RecordSizes(all, bytes);
  }
}
