package io.cogniscribe.query.consistency;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far the projections are, in terms of commands. However many requests wait, the table is read
 * once per interval: they share what was read last.
 */
final class Positions {

  static final Duration INTERVAL = Duration.ofMillis(10);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final String READ =
      "SELECT projection, topic, \"partition\", cause_offset FROM projection_positions";

  /** A partition of an event topic, as a projection has read it. */
  record Source(String projection, String topic, int partition) {}

  private record Row(Source source, long causeOffset) {}

  private record Snapshot(long takenAt, Map<Source, Long> causeOffsets) {}

  private final JdbcClient postgres;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Snapshot last = new Snapshot(System.nanoTime() - INTERVAL.toNanos(), Map.of());

  Positions(JdbcClient postgres) {
    this.postgres = postgres;
  }

  /** Whether the effect of the command at that offset is in the projection's rows. */
  boolean hasPassed(Source source, long commandOffset) throws InterruptedException {
    return current().causeOffsets().getOrDefault(source, -1L) >= commandOffset;
  }

  private Snapshot current() throws InterruptedException {
    Snapshot known = last;
    if (isFresh(known)) {
      return known;
    }
    // Whoever waits longer makes do with what is known: behind a database that has gone silent,
    // requests must not queue up to find that out one by one.
    if (!reading.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      return known;
    }
    try {
      if (!isFresh(last)) {
        last = read();
      }
      return last;
    } finally {
      reading.unlock();
    }
  }

  private static boolean isFresh(Snapshot snapshot) {
    return System.nanoTime() - snapshot.takenAt() < INTERVAL.toNanos();
  }

  private Snapshot read() {
    long takenAt = System.nanoTime();
    Map<Source, Long> offsets =
        postgres
            .sql(READ)
            .query((row, _) ->
                new Row(
                    new Source(row.getString(1), row.getString(2), row.getInt(3)), row.getLong(4)))
            .list()
            .stream()
            .collect(Collectors.toUnmodifiableMap(Row::source, Row::causeOffset));
    return new Snapshot(takenAt, offsets);
  }
}
