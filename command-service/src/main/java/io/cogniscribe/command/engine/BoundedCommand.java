package io.cogniscribe.command.engine;

import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.topic.DeadLetter;
import io.cogniscribe.topic.Topics;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the memory that a command takes while it waits for its decider. The broker bounds only the
 * compressed size of a record, so the record itself may be 1000 times as large.
 *
 * <p>It keeps only the headers that the decider reads. A value that is too large is replaced by its
 * dead letter.
 */
final class BoundedCommand {

  /**
   * Marks a record that is a dead letter already. Headers of this name from outside are dropped.
   */
  static final String IS_DEAD_LETTER = "is-dead-letter";

  private static final List<String> KEPT =
      Stream.concat(
              Stream.of(Outbox.REPLY_HEADER, DeadLetter.SIGNATURE_HEADER),
              ExistenceCheck.HEADERS.stream())
          .toList();

  private BoundedCommand() {}

  static ConsumerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    byte[] value = record.value();
    if (value != null && value.length > Topics.MAX_RECORD_BYTES) {
      CommandPosition position =
          new CommandPosition(record.topic(), record.partition(), record.offset());
      DeadLetter letter =
          DeadLetter.of(
              position,
              Refusal.TOO_LARGE.code(),
              "The value has %d bytes, but a command may have at most %d."
                  .formatted(value.length, Topics.MAX_RECORD_BYTES),
              key,
              value,
              record.headers());
      return deadLetter(record, letter);
    }
    boolean isKeyKept = key == null || key.length <= DeadLetter.MAX_KEY_BYTES;
    return copy(record, isKeyKept ? key : null, value, kept(record.headers()));
  }

  /** Returns the dead letter for a record that needs more memory than is available. */
  static ConsumerRecord<byte[], byte[]> unread(TopicPartition partition, long offset, long now) {
    DeadLetter letter =
        DeadLetter.unread(
            new CommandPosition(partition.topic(), partition.partition(), offset),
            Refusal.TOO_LARGE.code(),
            "The record, or another one of its batch, needs more memory than is available.");
    return deadLetter(
        new ConsumerRecord<>(
            partition.topic(),
            partition.partition(),
            offset,
            now,
            TimestampType.LOG_APPEND_TIME,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            null,
            null,
            new RecordHeaders(),
            Optional.empty()),
        letter);
  }

  private static ConsumerRecord<byte[], byte[]> deadLetter(
      ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
    return copy(
        record,
        bytes(letter.key()),
        bytes(letter.value()),
        letter.headers().add(IS_DEAD_LETTER, new byte[0]));
  }

  private static Headers kept(Headers headers) {
    Headers kept = new RecordHeaders();
    for (String name : KEPT) {
      Iterator<Header> found = headers.headers(name).iterator();
      byte[] first = found.hasNext() ? found.next().value() : null;
      // Two headers of one name are ambiguous: neither is kept.
      if (first != null && first.length <= DeadLetter.MAX_SIGNATURE_BYTES && !found.hasNext()) {
        kept.add(name, first);
      }
    }
    return kept;
  }

  private static ConsumerRecord<byte[], byte[]> copy(
      ConsumerRecord<byte[], byte[]> record,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers) {
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.timestampType(),
        key == null ? ConsumerRecord.NULL_SIZE : key.length,
        value == null ? ConsumerRecord.NULL_SIZE : value.length,
        key,
        value,
        headers,
        record.leaderEpoch());
  }

  private static byte @Nullable [] bytes(@Nullable Bytes bytes) {
    return bytes == null ? null : bytes.get();
  }
}
