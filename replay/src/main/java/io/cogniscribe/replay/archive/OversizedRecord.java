package io.cogniscribe.replay.archive;

import io.cogniscribe.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A record that an archive does not copy: a topic limits the size of compressed batches, so it can
 * hold a record that is larger than any of ours, and that no reader or producer of an archive
 * accepts. An empty record takes its place, which means the same to our readers: one that cannot be
 * decoded.
 *
 * @param bytes its size, not compressed; null when it did not fit into memory
 */
public record OversizedRecord(String topic, int partition, long offset, @Nullable Long bytes) {

  /** The header of the record in its place: the size of the original. */
  static final String HEADER = "archive-left-out";

  /** Leaves room for what the protocol adds to a record. */
  private static final long MAX_BYTES = Topics.MAX_MESSAGE_BYTES - 64 * 1024;

  /** As many as Avro reads, see {@link io.cogniscribe.wire.AllocationLimits}. */
  private static final int MAX_HEADERS = 10_000;

  private static final byte[] NOTHING = {};

  /** Returns the record as one that is left out; empty when it is copied. */
  static Optional<OversizedRecord> of(ConsumerRecord<byte[], byte[]> record) {
    long bytes = RecordFormat.size(record);
    return bytes > MAX_BYTES || record.headers().toArray().length > MAX_HEADERS
        ? Optional.of(
            new OversizedRecord(record.topic(), record.partition(), record.offset(), bytes))
        : Optional.empty();
  }

  /**
   * The record that takes its place, at the same offset and with the same time.
   *
   * @param timestamp the original's
   */
  ConsumerRecord<byte[], byte[]> replacement(long timestamp) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(HEADER, size().getBytes(StandardCharsets.US_ASCII));
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        timestamp,
        TimestampType.CREATE_TIME,
        NOTHING.length,
        NOTHING.length,
        NOTHING,
        NOTHING,
        headers,
        Optional.empty());
  }

  @Override
  public String toString() {
    return "%s-%d at offset %d (%s)".formatted(topic, partition, offset, size());
  }

  private String size() {
    return bytes == null ? "more than the memory" : bytes + " bytes";
  }
}
