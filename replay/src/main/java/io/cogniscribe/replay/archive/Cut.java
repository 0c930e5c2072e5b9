package io.cogniscribe.replay.archive;

import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.wire.WireException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A consistent cut through the log while it is written. For each command, either all records that
 * its decision caused are before the cut, or none; the command then counts as not decided.
 *
 * @param ends the offset at which each partition is cut
 * @param decided the offset up to which the commands of a partition count as decided; no entry when
 *     no decider has committed an offset
 */
record Cut(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> decided) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);

  /**
   * Finds a cut at about the current time.
   *
   * @throws ArchiveException when a transaction stays open for a minute
   */
  static Cut now(Cluster cluster, KafkaSource kafka, Collection<TopicPartition> partitions) {
    // Records that are visible now belong to decisions whose offsets are among those read next.
    Map<TopicPartition, Long> seen = cluster.ends(partitions);
    Map<TopicPartition, Long> decided = cluster.decided();
    // All records that those decisions caused are written by now, but perhaps not committed.
    Map<TopicPartition, Long> ends = cluster.writtenEnds(partitions);
    awaitCommitted(cluster, ends);
    Map<TopicPartition, Long> cut = new HashMap<>();
    Predicate<ConsumerRecord<byte[], byte[]>> later = record -> isLater(decided, record);
    LogReader reader = new LogReader(kafka);
    ends.forEach((partition, end) -> {
      OffsetRange tail = new OffsetRange(partition, seen.getOrDefault(partition, end), end);
      cut.put(partition, firstLater(reader, tail, later));
    });
    return new Cut(cut, decided);
  }

  private static void awaitCommitted(Cluster cluster, Map<TopicPartition, Long> ends) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      Map<TopicPartition, Long> committed = cluster.ends(ends.keySet());
      var open =
          ends.entrySet().stream()
              .filter(end -> committed.getOrDefault(end.getKey(), 0L) < end.getValue())
              .findFirst();
      if (open.isEmpty()) {
        return;
      }
      if (Instant.now().isAfter(deadline)) {
        throw new ArchiveException(
            "a transaction on %s stays open. End its producer, or use kafka-transactions.sh."
                .formatted(open.get().getKey()));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** Returns the first record of a range that a later decision caused, or the end of the range. */
  private static long firstLater(
      LogReader reader, OffsetRange tail, Predicate<ConsumerRecord<byte[], byte[]>> later) {
    AtomicLong first = new AtomicLong(tail.to());
    reader.read(
        tail,
        records ->
            records.stream()
                .filter(later)
                .findFirst()
                .ifPresent(record -> first.accumulateAndGet(record.offset(), Math::min)));
    return first.get();
  }

  private static boolean isLater(
      Map<TopicPartition, Long> decided, ConsumerRecord<byte[], byte[]> record) {
    try {
      // The outcome of a command on another partition than its key's rejects it, and depends on no
      // position here.
      return Causes.of(record)
          .filter(cause -> cause.partition() == record.partition() && isLater(decided, cause))
          .isPresent();
    } catch (WireException undecodable) {
      return false;
    }
  }

  private static boolean isLater(Map<TopicPartition, Long> decided, CommandPosition cause) {
    Long upTo = decided.get(new TopicPartition(cause.topic(), cause.partition()));
    return upTo != null && cause.offset() >= upTo;
  }
}
