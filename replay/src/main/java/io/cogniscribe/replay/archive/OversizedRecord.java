package io.cogniscribe.replay.archive;

import io.cogniscribe.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A record that an archive does not copy. A topic limits the size of compressed batches, so it can
 * hold a record that is too large for the readers and producers of an archive. An empty record
 * replaces it; for our readers, neither can be decoded.
 *
 * @param bytes its uncompressed size; null when it did not fit into memory
 */
public record OversizedRecord(String topic, int partition, long offset, @Nullable Long bytes) {

  /** The header of the replacement: the size of the original. */
  static final String HEADER = "archive-left-out";

  /** Leaves room for the protocol's overhead of a record. */
  private static final long MAX_BYTES = Topics.MAX_MESSAGE_BYTES - 64 * 1024;

  /** The limit of Avro readers, see {@link io.cogniscribe.wire.AllocationLimits}. */
  private static final int MAX_HEADERS = 10_000;

  private static final byte[] NOTHING = {};

  /** Returns the record as an oversized one; empty when it can be copied. */
  static Optional<OversizedRecord> of(ConsumerRecord<byte[], byte[]> record) {
    long bytes = RecordFormat.size(record);
    return bytes > MAX_BYTES || record.headers().toArray().length > MAX_HEADERS
        ? Optional.of(
            new OversizedRecord(record.topic(), record.partition(), record.offset(), bytes))
        : Optional.empty();
  }

  /**
   * Returns the replacement, at the original offset.
   *
   * @param timestamp the original's timestamp
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
