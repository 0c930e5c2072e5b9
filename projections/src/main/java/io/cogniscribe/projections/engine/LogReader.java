package io.cogniscribe.projections.engine;

import io.cogniscribe.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads offset ranges of the log without a consumer group, so that it does not take partitions from
 * the projection loops.
 */
public record LogReader(KafkaSource kafka) {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Takes the records of an offset range, in order. */
  public interface Taker {

    /** Takes one or more records. */
    void take(List<ConsumerRecord<byte[], byte[]>> records);
  }

  /** Decides, from the records of an offset range in order, whether to read more. */
  public interface Judge {

    /** Returns whether to read on after one or more records. */
    boolean goesOn(List<ConsumerRecord<byte[], byte[]>> records);
  }

  /** Returns a reader of single records of the same log. */
  public RecordReader single() {
    return new RecordReader(kafka);
  }

  /**
   * Returns the current range of each partition of a topic, from its oldest record to its last
   * committed one.
   *
   * @throws KafkaException when Kafka does not answer, or has no such topic
   */
  public List<OffsetRange> ranges(String topic) {
    try (Consumer<byte[], byte[]> consumer = kafka.openForBulk()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .filter(info -> info.partition() < Topics.PARTITIONS)
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new KafkaException("Kafka has no topic " + topic);
      }
      consumer.assign(partitions);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      return partitions.stream()
          .map(each ->
              new OffsetRange(each, begins.getOrDefault(each, 0L), ends.getOrDefault(each, 0L)))
          .sorted(Comparator.comparingInt(range -> range.partition().partition()))
          .toList();
    }
  }

  /** Returns the topic's id, which changes when the topic is deleted and created again. */
  public String topicId(String topic) {
    return Objects.requireNonNull(kafka.topicIds(Set.of(topic)).get(topic));
  }

  /**
   * Reads the committed records of an offset range to its end.
   *
   * @throws KafkaException when no more records come for 60 s
   */
  public void read(OffsetRange range, Taker taker) {
    read(List.of(range), taker);
  }

  /**
   * Reads the committed records of an offset range until the judge stops it.
   *
   * @throws KafkaException when no more records come for 60 s
   */
  public void readWhile(OffsetRange range, Judge judge) {
    readWhile(List.of(range), judge);
  }

  /**
   * Reads the committed records of offset ranges of several partitions, those of each in order.
   *
   * @throws KafkaException when no more records come for 60 s
   */
  public void read(Collection<OffsetRange> ranges, Taker taker) {
    readWhile(
        ranges,
        records -> {
          taker.take(records);
          return true;
        });
  }

  /**
   * Reads the committed records of an offset range one at a time. Kafka limits only the compressed
   * size of a batch, so a record can need more memory than is available.
   *
   * @param unreadable called with the offset of each record that does not fit into memory, and of a
   *     transaction marker before it
   * @throws KafkaException when no more records come for 60 s
   */
  public void readOneByOne(OffsetRange range, Taker taker, LongConsumer unreadable) {
    long next = range.from();
    while (next < range.to()) {
      // A consumer cannot be used after an OutOfMemoryError: its iterator over the batch is broken.
      try (Consumer<byte[], byte[]> consumer = kafka.openForOne()) {
        next = readUntilMemoryIsShort(consumer, range, next, taker);
      }
      if (next < range.to()) {
        unreadable.accept(next);
        next++;
      }
    }
  }

  /** Returns the offset at which reading failed, or the end of the offset range. */
  private static long readUntilMemoryIsShort(
      Consumer<byte[], byte[]> consumer, OffsetRange range, long from, Taker taker) {
    TopicPartition partition = range.partition();
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    Instant lastProgress = Instant.now();
    long position = from;
    while (position < range.to()) {
      try {
        List<ConsumerRecord<byte[], byte[]>> records = poll(consumer, Map.of(partition, range));
        if (!records.isEmpty()) {
          taker.take(records);
        }
      } catch (OutOfMemoryError e) {
        return position;
      }
      long now = consumer.position(partition);
      if (now != position) {
        lastProgress = Instant.now();
      } else if (lastProgress.plus(PATIENCE).isBefore(Instant.now())) {
        throw new KafkaException(
            "no record of %s arrived for 60 s: check that Kafka runs".formatted(range));
      }
      position = now;
    }
    return range.to();
  }

  private void readWhile(Collection<OffsetRange> ranges, Judge judge) {
    if (ranges.stream().allMatch(OffsetRange::isEmpty)) {
      return;
    }
    try (Consumer<byte[], byte[]> consumer = kafka.openForBulk()) {
      readWhile(consumer, ranges, judge);
    }
  }

  private static void readWhile(
      Consumer<byte[], byte[]> consumer, Collection<OffsetRange> ranges, Judge judge) {
    Map<TopicPartition, OffsetRange> open = new HashMap<>();
    ranges.stream()
        .filter(range -> !range.isEmpty())
        .forEach(range -> open.put(range.partition(), range));
    consumer.assign(open.keySet());
    open.values().forEach(range -> consumer.seek(range.partition(), range.from()));
    Instant lastProgress = Instant.now();
    long position = position(consumer, open.keySet());
    while (!open.isEmpty()) {
      List<ConsumerRecord<byte[], byte[]>> records = poll(consumer, open);
      if (!records.isEmpty() && !judge.goesOn(records)) {
        return;
      }
      // After the last record of an offset range there may be transaction markers only.
      long now = position(consumer, open.keySet());
      if (now != position) {
        lastProgress = Instant.now();
      } else if (lastProgress.plus(PATIENCE).isBefore(Instant.now())) {
        throw new KafkaException(
            "no record of %s arrived for 60 s: check for an open transaction, and that Kafka runs"
                .formatted(open.values()));
      }
      List<TopicPartition> read =
          open.values().stream()
              .filter(range -> consumer.position(range.partition()) >= range.to())
              .map(OffsetRange::partition)
              .toList();
      consumer.pause(read);
      read.forEach(open::remove);
      position = position(consumer, open.keySet());
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> poll(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetRange> open) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      OffsetRange range = open.get(new TopicPartition(record.topic(), record.partition()));
      if (range != null && record.offset() < range.to()) {
        records.add(record);
      }
    }
    return records;
  }

  private static long position(
      Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
    return partitions.stream().mapToLong(consumer::position).sum();
  }
}
