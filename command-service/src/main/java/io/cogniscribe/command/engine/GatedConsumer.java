package io.cogniscribe.command.engine;

import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_POLL_RECORDS_CONFIG;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumer of commands. It keeps a partition paused while the stores of the partition are
 * restored, because Kafka Streams has no function to hold back a task's records.
 *
 * <p>A partition is paused from its assignment until its task is initialised. The initialisation
 * begins the restore, so no command is read before.
 */
final class GatedConsumer extends KafkaConsumer<byte[], byte[]> {

  private static final Logger log = LoggerFactory.getLogger(GatedConsumer.class);

  private final StreamsClients shared;

  /** True if a poll returns at most one record. */
  private final boolean readsOneByOne;

  private int turn;

  /** Partitions that Kafka Streams has resumed but whose restore is not finished. */
  private final Set<TopicPartition> held = new HashSet<>();

  GatedConsumer(Map<String, Object> config, Deserializer<byte[]> values, StreamsClients shared) {
    super(config, new ByteArrayDeserializer(), values);
    this.shared = shared;
    this.readsOneByOne = "1".equals(String.valueOf(config.get(MAX_POLL_RECORDS_CONFIG)));
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    Duration rest = shared.delay().remaining();
    if (!rest.isZero()) {
      // Pauses are short, so that the thread can be stopped.
      LockSupport.parkNanos(Math.min(rest.toNanos(), timeout.toNanos()));
      return ConsumerRecords.empty();
    }
    held.retainAll(assignment());
    resume(Set.copyOf(held));
    ConsumerRecords<byte[], byte[]> records =
        readsOneByOne && shared.memory().isCautious()
            ? pollOnePartition(timeout)
            : bounded(super.poll(timeout));
    shared.fetched().note(assignment(), records);
    return records;
  }

  /**
   * Reads the next record of one partition, and of another partition in the next call. If the
   * record needs more memory than is available, returns a dead letter without a value in its place.
   */
  private ConsumerRecords<byte[], byte[]> pollOnePartition(Duration timeout) {
    List<TopicPartition> ready =
        assignment().stream().filter(partition -> !paused().contains(partition)).toList();
    if (ready.isEmpty()) {
      return super.poll(timeout);
    }
    TopicPartition one = ready.get(Math.floorMod(turn++, ready.size()));
    List<TopicPartition> others = ready.stream().filter(other -> !other.equals(one)).toList();
    long next = position(one);
    super.pause(others);
    try {
      return bounded(super.poll(timeout));
    } catch (OutOfMemoryError e) {
      shared.memory().exhausted();
      log.error("Dead letter: a record of {} at offset {} needs too much memory", one, next, e);
      // The consumer's iterator over the batch is broken. Seeking to another offset makes it fetch
      // again.
      seek(one, next + 1);
      return new ConsumerRecords<>(
          Map.of(one, List.of(BoundedCommand.unread(one, next, System.currentTimeMillis()))),
          Map.of(one, new OffsetAndMetadata(next + 1)));
    } finally {
      super.resume(others.stream().filter(assignment()::contains).toList());
    }
  }

  private static ConsumerRecords<byte[], byte[]> bounded(ConsumerRecords<byte[], byte[]> records) {
    if (records.isEmpty()) {
      return records;
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> bounded = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      bounded.put(partition, records.records(partition).stream().map(BoundedCommand::of).toList());
    }
    return new ConsumerRecords<>(bounded, records.nextOffsets());
  }

  @Override
  public void resume(Collection<TopicPartition> partitions) {
    Set<TopicPartition> ready = new HashSet<>();
    for (TopicPartition partition : partitions) {
      if (shared.progress().isHeld(partition.partition())) {
        held.add(partition);
      } else {
        held.remove(partition);
        ready.add(partition);
      }
    }
    super.resume(ready);
  }

  @Override
  public void pause(Collection<TopicPartition> partitions) {
    held.removeAll(partitions);
    super.pause(partitions);
  }
}
