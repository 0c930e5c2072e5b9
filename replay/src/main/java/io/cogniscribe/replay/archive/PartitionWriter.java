package io.cogniscribe.replay.archive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to an empty partition at their original offsets.
 *
 * <p>Some offsets have no record: transaction markers and aborted records. A gap of one offset is
 * made by writing the records before it in a transaction; a larger gap by an aborted transaction of
 * filler records.
 */
final class PartitionWriter {

  private static final int RUN_RECORDS = 2_000;
  private static final long RUN_BYTES = 1 << 20;
  private static final byte[] FILLER = {};

  private final Producer<byte[], byte[]> plain;
  private final Transactions transactions;
  private final TopicPartition partition;
  private final List<ProducerRecord<byte[], byte[]>> run = new ArrayList<>();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private long runBytes;

  /** The offset of the run's first record. */
  private long runBegin;

  /** The producer {@code plain} writes records outside of transactions. */
  PartitionWriter(
      Producer<byte[], byte[]> plain, Transactions transactions, TopicPartition partition) {
    this.plain = plain;
    this.transactions = transactions;
    this.partition = partition;
  }

  /** Writes fillers for the offsets before {@code begin}; they are deleted later. */
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

  /** Writes the rest, so that the partition ends at {@code end}. */
  void end(long end) {
    leaveGap(end - next());
    send(run.size());
    awaitSent();
  }

  private long next() {
    return runBegin + run.size();
  }

  private void append(ProducerRecord<byte[], byte[]> record, long bytes) {
    run.add(record);
    runBytes += bytes;
    if (run.size() >= RUN_RECORDS || runBytes >= RUN_BYTES) {
      // Keeps the last record: a marker may have to follow it.
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
          "%s: no record or transaction can fill offset %d alone".formatted(partition, next()));
    }
    awaitSent();
    transactions.commit(partition, run, next() + 1);
    ended(1);
  }

  private void abortFillers(long fillers) {
    send(run.size());
    awaitSent();
    transactions.abort(
        partition, Collections.nCopies((int) fillers, filler()), next() + fillers + 1);
    ended(fillers + 1);
  }

  private void ended(long gap) {
    runBegin = next() + gap;
    run.clear();
    runBytes = 0;
  }

  private void send(int count) {
    if (count == 0) {
      return;
    }
    for (ProducerRecord<byte[], byte[]> record : run.subList(0, count)) {
      // The callback stores a failure; the next step throws it.
      var _ = plain.send(record, (_, e) -> remember(e));
    }
    run.subList(0, count).clear();
    runBegin += count;
    runBytes = 0;
    check();
  }

  private ProducerRecord<byte[], byte[]> filler() {
    return new ProducerRecord<>(partition.topic(), partition.partition(), null, FILLER);
  }

  /** Waits for sent records; a transaction must begin after them. */
  private void awaitSent() {
    plain.flush();
    check();
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
}
