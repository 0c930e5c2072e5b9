package io.cogniscribe.replay.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * Ends the transactions of many partitions as one, since the wait for a transaction does not depend
 * on its number of partitions, and a log has many transactions. Requests that arrive during one
 * transaction join the next. Thread-safe.
 */
final class Transactions implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(1);

  private final Producer<byte[], byte[]> producer;
  private final Cluster cluster;

  /** Fair, so that all threads of one transaction have left before the next one begins. */
  private final Lock turn = new ReentrantLock(true);

  private final ConcurrentLinkedQueue<Part> waiting = new ConcurrentLinkedQueue<>();
  private boolean begun;
  private @Nullable RuntimeException failure;

  /** The producer must be transactional; it is closed with this object. */
  Transactions(Producer<byte[], byte[]> producer, Cluster cluster) {
    this.producer = producer;
    this.cluster = cluster;
  }

  /** One partition's part; a partition has one at a time. */
  private record Part(
      TopicPartition partition,
      long end,
      boolean commits,
      List<ProducerRecord<byte[], byte[]>> records) {}

  /**
   * Writes records that readers see, and a marker behind them.
   *
   * @param end the end of the partition afterwards
   */
  void commit(TopicPartition partition, List<ProducerRecord<byte[], byte[]>> records, long end) {
    write(new Part(partition, end, true, records));
  }

  /** Writes records that no reader sees, and a marker behind them. */
  void abort(TopicPartition partition, List<ProducerRecord<byte[], byte[]>> records, long end) {
    write(new Part(partition, end, false, records));
  }

  private void write(Part part) {
    waiting.add(part);
    turn.lock();
    try {
      if (failure != null) {
        throw failure;
      }
      if (waiting.contains(part)) {
        writeAllWaiting();
      }
    } catch (RuntimeException e) {
      // The state of the producer is unknown after an error.
      failure = e;
      throw e;
    } finally {
      turn.unlock();
    }
  }

  private void writeAllWaiting() {
    List<Part> parts = new ArrayList<>();
    for (Part next = waiting.poll(); next != null; next = waiting.poll()) {
      parts.add(next);
    }
    if (!begun) {
      producer.initTransactions();
      begun = true;
    }
    List<Part> commits = parts.stream().filter(Part::commits).toList();
    if (!commits.isEmpty()) {
      send(commits);
      commit();
    }
    List<Part> aborts = parts.stream().filter(part -> !part.commits()).toList();
    if (!aborts.isEmpty()) {
      send(aborts);
      // Without a flush, the records would never leave this process.
      producer.flush();
      producer.abortTransaction();
    }
    awaitEnds(parts.stream().collect(Collectors.toMap(Part::partition, Part::end)));
  }

  /**
   * Commits. Names the cause that the operator can remove: with {@code transaction.version} 2 a
   * commit after the timeout fails as an invalid state (KAFKA-20785), with 1 as a fenced producer.
   * The aborted records take the offsets of the archive's, so the transaction cannot be written
   * again.
   */
  private void commit() {
    try {
      producer.commitTransaction();
    } catch (KafkaException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      if (cause instanceof InvalidTxnStateException || cause instanceof ProducerFencedException) {
        throw new ArchiveException(
            "Kafka aborted a transaction of the import, because this process or Kafka "
                + "paused for longer than the transaction timeout. Empty the cluster and import "
                + "again",
            e);
      }
      throw e;
    }
  }

  private void send(List<Part> parts) {
    producer.beginTransaction();
    for (Part part : parts) {
      for (ProducerRecord<byte[], byte[]> record : part.records()) {
        // A failed record makes the transaction fail, or changes the end of the partition.
        var _ = producer.send(record);
      }
    }
  }

  /**
   * Waits for the markers, which are written after a transaction has ended. Before its marker, the
   * last record of a transaction behind somebody else's record has the place of the marker: so the
   * committed end must be there too.
   */
  private void awaitEnds(Map<TopicPartition, Long> expected) {
    Instant deadline = Instant.now().plus(PATIENCE);
    Map<TopicPartition, Long> missing = new HashMap<>(expected);
    while (!missing.isEmpty()) {
      Set<TopicPartition> partitions = Set.copyOf(missing.keySet());
      cluster
          .writtenEnds(partitions)
          .forEach((partition, end) ->
              requireNoOther(partition, end, expected.getOrDefault(partition, end)));
      cluster.ends(partitions).forEach(missing::remove);
      if (!missing.isEmpty() && Instant.now().isAfter(deadline)) {
        throw new ArchiveException(
            "Kafka has not ended these transactions: %s. Empty the cluster and import again"
                .formatted(missing));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static void requireNoOther(TopicPartition partition, long end, long expected) {
    if (end > expected) {
      throw new ArchiveException(
          "%s ends at %d, not at %d: another process writes. Empty the cluster and import again"
              .formatted(partition, end, expected));
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
