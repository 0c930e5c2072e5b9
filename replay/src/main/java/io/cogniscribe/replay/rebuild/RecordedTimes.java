package io.cogniscribe.replay.rebuild;

import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import io.cogniscribe.wire.WireException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the time when an event was recorded from the event itself. The record's timestamp is set by
 * its writer, for example by an import.
 */
final class RecordedTimes {

  private static final Map<String, AvroCodec<? extends RecordedEvent<?>>> CODECS =
      Map.of(
          Topics.JOB_EVENTS, Codecs.jobEvents(),
          Topics.ACCOUNT_EVENTS, Codecs.accountEvents(),
          Topics.AUDIT_EVENTS, Codecs.auditEvents());

  private RecordedTimes() {}

  /** Returns the time when a record's event was recorded; empty when the event cannot be read. */
  static Optional<Instant> of(ConsumerRecord<byte[], byte[]> record) {
    AvroCodec<? extends RecordedEvent<?>> codec = CODECS.get(record.topic());
    if (codec == null) {
      throw new IllegalArgumentException(record.topic() + " is no topic of events");
    }
    try {
      return Optional.of(codec.decode(record.value()).recordedAt());
    } catch (WireException unreadable) {
      return Optional.empty();
    }
  }
}
