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
 * Reads stretches of the log beside the loops that follow it: outside of every group, so that
 * neither takes anything from the other.
 */
public final class LogReader {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaSource kafka;

  public LogReader(KafkaSource kafka) {
    this.kafka = kafka;
  }

  /** Takes the records of a stretch, in order. */
  public interface Taker {

    /** Some records; never none. */
    void take(List<ConsumerRecord<byte[], byte[]>> records);
  }

  /** Decides, seeing the records of a stretch in order, whether there is more to read. */
  public interface Judge {

    /** Whether to read on after some records; never none. */
    boolean goesOn(List<ConsumerRecord<byte[], byte[]>> records);
  }

  /** A reader of single records of the same log. */
  public RecordReader single() {
    return new RecordReader(kafka);
  }

  /**
   * What there is of a topic now: each partition from its oldest record to its last committed one.
   *
   * @throws KafkaException when Kafka does not answer, or has no such topic
   */
  public List<Stretch> stretches(String topic) {
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
          .map(
              each -> new Stretch(each, begins.getOrDefault(each, 0L), ends.getOrDefault(each, 0L)))
          .sorted(Comparator.comparingInt(stretch -> stretch.partition().partition()))
          .toList();
    }
  }

  /** The topic's id, which changes when it is made anew. */
  public String topicId(String topic) {
    return Objects.requireNonNull(kafka.topicIds(Set.of(topic)).get(topic));
  }

  /**
   * Reads the committed records of a stretch to its end.
   *
   * @throws KafkaException when nothing more comes for a minute
   */
  public void read(Stretch stretch, Taker taker) {
    read(List.of(stretch), taker);
  }

  /**
   * Reads the committed records of a stretch until the judge has seen enough.
   *
   * @throws KafkaException when nothing more comes for a minute
   */
  public void readWhile(Stretch stretch, Judge judge) {
    readWhile(List.of(stretch), judge);
  }

  /**
   * Reads the committed records of stretches of several partitions, those of each in order.
   *
   * @throws KafkaException when nothing more comes for a minute
   */
  public void read(Collection<Stretch> stretches, Taker taker) {
    readWhile(
        stretches,
        records -> {
          taker.take(records);
          return true;
        });
  }

  /**
   * Reads the committed records of a stretch one at a time. Kafka bounds the compressed size of a
   * batch alone, so a record can need more memory than there is.
   *
   * @param unreadable is given the offset of each record that does not fit into memory, and of a
   *     transaction's mark before it
   * @throws KafkaException when nothing more comes for a minute
   */
  public void readOneByOne(Stretch stretch, Taker taker, LongConsumer unreadable) {
    long next = stretch.from();
    while (next < stretch.to()) {
      // A consumer is of no use after such a failure: its iterator over the batch is broken.
      try (Consumer<byte[], byte[]> consumer = kafka.openForOne()) {
        next = readUntilMemoryIsShort(consumer, stretch, next, taker);
      }
      if (next < stretch.to()) {
        unreadable.accept(next);
        next++;
      }
    }
  }

  /** Returns the offset at which reading failed, or the end of the stretch. */
  private static long readUntilMemoryIsShort(
      Consumer<byte[], byte[]> consumer, Stretch stretch, long from, Taker taker) {
    TopicPartition partition = stretch.partition();
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    Instant lastProgress = Instant.now();
    long position = from;
    while (position < stretch.to()) {
      try {
        List<ConsumerRecord<byte[], byte[]>> records = poll(consumer, Map.of(partition, stretch));
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
        throw new KafkaException("%s stands still: is Kafka down?".formatted(stretch));
      }
      position = now;
    }
    return stretch.to();
  }

  private void readWhile(Collection<Stretch> stretches, Judge judge) {
    if (stretches.stream().allMatch(Stretch::isEmpty)) {
      return;
    }
    try (Consumer<byte[], byte[]> consumer = kafka.openForBulk()) {
      readWhile(consumer, stretches, judge);
    }
  }

  private static void readWhile(
      Consumer<byte[], byte[]> consumer, Collection<Stretch> stretches, Judge judge) {
    Map<TopicPartition, Stretch> open = new HashMap<>();
    stretches.stream()
        .filter(stretch -> !stretch.isEmpty())
        .forEach(stretch -> open.put(stretch.partition(), stretch));
    consumer.assign(open.keySet());
    open.values().forEach(stretch -> consumer.seek(stretch.partition(), stretch.from()));
    Instant lastProgress = Instant.now();
    long position = position(consumer, open.keySet());
    while (!open.isEmpty()) {
      List<ConsumerRecord<byte[], byte[]>> records = poll(consumer, open);
      if (!records.isEmpty() && !judge.goesOn(records)) {
        return;
      }
      // Beyond the last record of a stretch there may be marks of transactions alone.
      long now = position(consumer, open.keySet());
      if (now != position) {
        lastProgress = Instant.now();
      } else if (lastProgress.plus(PATIENCE).isBefore(Instant.now())) {
        throw new KafkaException(
            "%s stand still: is a transaction open, or Kafka down?".formatted(open.values()));
      }
      List<TopicPartition> read =
          open.values().stream()
              .filter(stretch -> consumer.position(stretch.partition()) >= stretch.to())
              .map(Stretch::partition)
              .toList();
      consumer.pause(read);
      read.forEach(open::remove);
      position = position(consumer, open.keySet());
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> poll(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Stretch> open) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      Stretch stretch = open.get(new TopicPartition(record.topic(), record.partition()));
      if (stretch != null && record.offset() < stretch.to()) {
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
