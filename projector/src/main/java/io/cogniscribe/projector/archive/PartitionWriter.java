package io.cogniscribe.projector.archive;

import io.cogniscribe.projector.engine.KafkaSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to an empty partition at the offsets that they had.
 *
 * <p>Between them are offsets without a record: marks of transactions, and what was aborted. A gap
 * of one offset is left by the mark of a transaction that the records before it are written in; a
 * larger one by an aborted transaction of fillers, and its mark.
 */
final class PartitionWriter implements AutoCloseable {

  private static final int RUN_RECORDS = 2_000;
  private static final long RUN_BYTES = 4 << 20;
  private static final byte[] FILLER = {};

  private static final Map<String, Object> SETTINGS =
      Map.of(
          ProducerConfig.COMPRESSION_TYPE_CONFIG,
          "lz4",
          ProducerConfig.BATCH_SIZE_CONFIG,
          256 << 10,
          ProducerConfig.BUFFER_MEMORY_CONFIG,
          12L << 20,
          // The broker may still be ending a transaction when the next one begins.
          ProducerConfig.RETRY_BACKOFF_MS_CONFIG,
          5,
          ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG,
          200);

  private final KafkaSource kafka;
  private final TopicPartition partition;

  /** Returns once the partition ends at an offset: a mark is written after its transaction ends. */
  private final LongConsumer awaitEnd;

  private final List<ProducerRecord<byte[], byte[]>> run = new ArrayList<>();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private @Nullable Producer<byte[], byte[]> plain;
  private @Nullable Producer<byte[], byte[]> transactional;
  private long runBytes;

  /** The offset of the run's first record. */
  private long runBegin;

  PartitionWriter(KafkaSource kafka, TopicPartition partition, LongConsumer awaitEnd) {
    this.kafka = kafka;
    this.partition = partition;
    this.awaitEnd = awaitEnd;
  }

  /** Writes what stands for the records before {@code begin}, which are deleted later. */
  void begin(long begin) {
    while (next() < begin) {
      append(filler(), 0);
    }
  }

  void write(ConsumerRecord<byte[], byte[]> record) {
    leaveGap(record.offset() - next());
    append(
        new ProducerRecord<>(
            partition.topic(),
            partition.partition(),
            record.timestamp() < 0 ? null : record.timestamp(),
            record.key(),
            record.value(),
            record.headers()),
        RecordFormat.size(record));
  }

  /** Writes what is left, so that the partition ends at {@code end}. */
  void end(long end) {
    leaveGap(end - next());
    send(run.size());
    if (plain != null) {
      plain.flush();
    }
    check();
    awaitEnd.accept(end);
  }

  private long next() {
    return runBegin + run.size();
  }

  private void append(ProducerRecord<byte[], byte[]> record, long bytes) {
    run.add(record);
    runBytes += bytes;
    if (run.size() >= RUN_RECORDS || runBytes >= RUN_BYTES) {
      // The last one stays: a mark may have to follow it.
      send(run.size() - 1);
    }
  }

  private void leaveGap(long gap) {
    if (gap < 0) {
      throw new ArchiveException(
          "%s: the archive is out of order before offset %d".formatted(partition, next()));
    }
    if (gap == 1) {
      commitRun();
    } else if (gap > 1) {
      abortFillers(gap - 1);
    }
  }

  private void commitRun() {
    if (run.isEmpty()) {
      throw new ArchiveException(
          "%s: nothing can be written that takes offset %d alone".formatted(partition, next()));
    }
    Producer<byte[], byte[]> producer = afterPlain();
    producer.beginTransaction();
    run.forEach(record -> send(producer, record));
    producer.commitTransaction();
    ended(1);
  }

  private void abortFillers(long fillers) {
    send(run.size());
    Producer<byte[], byte[]> producer = afterPlain();
    producer.beginTransaction();
    for (long i = 0; i < fillers; i++) {
      send(producer, filler());
    }
    // Without it the fillers would never leave this process.
    producer.flush();
    producer.abortTransaction();
    ended(fillers + 1);
  }

  private void ended(long gap) {
    check();
    runBegin = next() + gap;
    run.clear();
    runBytes = 0;
    awaitEnd.accept(runBegin);
  }

  private void send(int count) {
    if (count == 0) {
      return;
    }
    Producer<byte[], byte[]> producer = plain();
    run.subList(0, count).forEach(record -> send(producer, record));
    run.subList(0, count).clear();
    runBegin += count;
    runBytes = 0;
    check();
  }

  private void send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    // A failure is remembered by the callback, and thrown at the next step.
    var _ = producer.send(record, (_, e) -> remember(e));
  }

  private ProducerRecord<byte[], byte[]> filler() {
    return new ProducerRecord<>(partition.topic(), partition.partition(), null, FILLER);
  }

  private Producer<byte[], byte[]> plain() {
    if (plain == null) {
      plain = kafka.producer(SETTINGS);
    }
    return plain;
  }

  /** The transactional producer, once all that was sent outside of transactions is written. */
  private Producer<byte[], byte[]> afterPlain() {
    if (plain != null) {
      plain.flush();
    }
    check();
    if (transactional == null) {
      Map<String, Object> settings = new HashMap<>(SETTINGS);
      settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "import-" + UUID.randomUUID());
      settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 600_000);
      transactional = kafka.producer(settings);
      transactional.initTransactions();
    }
    return transactional;
  }

  private void remember(@Nullable Exception failed) {
    if (failed != null) {
      failure.compareAndSet(null, new ArchiveException(partition + ": " + failed, failed));
    }
  }

  private void check() {
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  @Override
  public void close() {
    if (plain != null) {
      plain.close(Duration.ZERO);
    }
    if (transactional != null) {
      transactional.close(Duration.ZERO);
    }
  }
}
