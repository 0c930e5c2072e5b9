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

/** A log of which each consumer gets some records, and no more until it is allowed to. */
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
   * A log.
   *
   * @param stallAfter how many records a consumer gets before it stalls, about
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

  /** The first consumer that has got so many fails. */
  void failInsteadOnce() {
    isToFail.set(true);
  }

  boolean hasFailed() {
    return hasFailed;
  }

  void goOn() {
    isStalled = false;
  }

  /** How many records were read. */
  long read() {
    return read.get();
  }

  /** How many consumers were made. */
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
