package io.cogniscribe.command.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Remembers that reading commands has needed more memory than there is. The broker bounds the
 * compressed size of a batch, not the memory that it takes, and Kafka's consumer allocates a record
 * before anyone can look at its size. For a minute after such a failure, records are read one by
 * one, so that the partition is known in which reading fails. Thread-safe.
 */
final class MemoryGuard {

  private static final Duration CAUTION = Duration.ofMinutes(1);

  /** A fetch that waits for one partition holds up the others. */
  private static final int FETCH_WAIT_MS = 5;

  private final LongSupplier nanos;
  private final AtomicLong until;

  /**
   * A guard that has seen no failure.
   *
   * @param nanos a clock that only goes forward, as {@link System#nanoTime}
   */
  MemoryGuard(LongSupplier nanos) {
    this.nanos = nanos;
    this.until = new AtomicLong(nanos.getAsLong());
  }

  /** Takes note that memory was exhausted. */
  void exhausted() {
    until.set(nanos.getAsLong() + CAUTION.toNanos());
  }

  boolean isCautious() {
    return until.get() - nanos.getAsLong() > 0;
  }

  /** The settings of a consumer that is made now: while cautious it reads one record in a poll. */
  Map<String, Object> consumerConfig(Map<String, Object> config) {
    if (!isCautious()) {
      return config;
    }
    Map<String, Object> cautious = new HashMap<>(config);
    cautious.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    cautious.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
    return cautious;
  }
}
