package io.cogniscribe.projector.verify;

import io.cogniscribe.projector.engine.LogReader;
import io.cogniscribe.projector.engine.Stretch;
import io.cogniscribe.projector.replay.Positions;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much of the log there is up to some positions.
 *
 * @param records how many, at most
 * @param bytes about how many, unpacked: as large as the latest ones are all of them
 */
record RecordSizes(long records, long bytes) {

  private static final long LOOKED_AT = 200;

  /** Looks at the latest records of each partition. */
  static RecordSizes of(LogReader log, Positions positions) {
    LongAdder records = new LongAdder();
    LongAdder bytes = new LongAdder();
    positions
        .next()
        .forEach((partition, end) -> {
          LongAdder seen = new LongAdder();
          LongAdder size = new LongAdder();
          log.read(
              new Stretch(partition, Math.max(0, end - LOOKED_AT), end),
              some -> {
                seen.add(some.size());
                some.forEach(record -> size.add(Math.max(0, record.serializedValueSize())));
              });
          records.add(end);
          bytes.add(end * size.sum() / Math.max(1, seen.sum()));
        });
    return new RecordSizes(records.sum(), bytes.sum());
  }
}
