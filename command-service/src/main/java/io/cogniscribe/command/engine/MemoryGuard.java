package io.cogniscribe.command.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Remembers that reading commands exhausted the memory. The broker limits the compressed size of a
 * batch, not the memory that it needs, and Kafka's consumer allocates a record before its size can
 * be checked. For one minute after such a failure, records are read one by one, so that the failing
 * partition is known. Thread-safe.
 */
final class MemoryGuard {

  private static final Duration CAUTION = Duration.ofMinutes(1);

  /** The fetch wait is short, because a fetch that waits for one partition delays the others. */
  private static final int FETCH_WAIT_MS = 5;

  private final LongSupplier nanos;
  private final AtomicLong until;

  /**
   * Creates a guard without a failure.
   *
   * @param nanos a monotonic clock such as {@link System#nanoTime}
   */
  MemoryGuard(LongSupplier nanos) {
    this.nanos = nanos;
    this.until = new AtomicLong(nanos.getAsLong());
  }

  void exhausted() {
    until.set(nanos.getAsLong() + CAUTION.toNanos());
  }

  boolean isCautious() {
    return until.get() - nanos.getAsLong() > 0;
  }

  /**
   * Returns the settings of a new consumer. While the guard is cautious, the consumer reads one
   * record in a poll.
   */
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
