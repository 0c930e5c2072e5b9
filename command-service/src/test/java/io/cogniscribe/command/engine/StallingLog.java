package io.cogniscribe.command.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** A log that stalls: each consumer gets some records, and more only after {@link #goOn}. */
final class StallingLog implements Supplier<Consumer<byte[], byte[]>> {

  private static final int POLL_RECORDS = 50;

  private final KafkaClients clients;
  private final int stallAfter;
  private final AtomicLong read = new AtomicLong();
  private final AtomicInteger consumers = new AtomicInteger();
  private final AtomicBoolean isToFail = new AtomicBoolean();
  private volatile boolean hasFailed;
  private volatile boolean isStalled = true;

  /**
   * Creates a log.
   *
   * @param stallAfter the approximate number of records that a consumer gets before it stalls
   */
  StallingLog(KafkaClients clients, int stallAfter) {
    this.clients = clients;
    this.stallAfter = stallAfter;
  }

  @Override
  public Consumer<byte[], byte[]> get() {
    consumers.incrementAndGet();
    Map<String, Object> config = new HashMap<>(clients.consumerConfig());
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
    return new StallingConsumer(config);
  }

  /** Makes the first consumer that has reached the limit fail once. */
  void failInsteadOnce() {
    isToFail.set(true);
  }

  boolean hasFailed() {
    return hasFailed;
  }

  void goOn() {
    isStalled = false;
  }

  /** Returns the number of records that were read. */
  long read() {
    return read.get();
  }

  /** Returns the number of consumers that were created. */
  int consumers() {
    return consumers.get();
  }

  private final class StallingConsumer extends KafkaConsumer<byte[], byte[]> {

    private int records;

    StallingConsumer(Map<String, Object> config) {
      super(config);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      if (records >= stallAfter && isToFail.compareAndSet(true, false)) {
        hasFailed = true;
        throw new IllegalStateException("as the test wants it");
      }
      if (isStalled && records >= stallAfter) {
        LockSupport.parkNanos(timeout.toNanos());
        return ConsumerRecords.empty();
      }
      ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
      records += polled.count();
      read.addAndGet(polled.count());
      return polled;
    }
  }
}
