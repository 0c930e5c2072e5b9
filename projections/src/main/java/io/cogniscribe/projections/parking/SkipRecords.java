package io.cogniscribe.projections.parking;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.audit.AuditEvent.RecordSkipped;
import io.cogniscribe.audit.SkippedRecord;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the records of the audit log with which operators skipped records. */
public final class SkipRecords {

  private static final Logger LOG = LoggerFactory.getLogger(SkipRecords.class);
  private static final byte[] MARK = AuditEvent.SKIP.getBytes(StandardCharsets.US_ASCII);

  private final AvroCodec<RecordedEvent<AuditEvent>> codec = Codecs.auditEvents();

  /** Returns the skip in a record of the audit log; empty when it has none. */
  public Optional<SkippedEvent> in(ConsumerRecord<byte[], byte[]> record) {
    // The search for the bytes avoids decoding millions of records that are not skips.
    if (record.value() == null || !contains(record.value())) {
      return Optional.empty();
    }
    try {
      RecordedEvent<AuditEvent> event = codec.decode(record.value());
      if (event.actor().kind() != ActorKind.OPERATOR) {
        return Optional.empty();
      }
      Optional<SkippedRecord> skipped =
          switch (event.payload()) {
            case RecordSkipped recorded -> Optional.of(recorded.skipped());
            case ActionAudited audited -> EarlierSkip.of(audited);
          };
      return skipped.map(skip -> SkippedEvent.of(skip, event.actor(), event.recordedAt()));
    } catch (RuntimeException undecodable) {
      LOG.warn(
          "{}@{} contains the bytes of a skip, but cannot be decoded",
          record.topic(),
          record.offset());
      return Optional.empty();
    }
  }

  private static boolean contains(byte[] value) {
    for (int i = 0; i <= value.length - MARK.length; i++) {
      int matching = 0;
      while (matching < MARK.length && value[i + matching] == MARK[matching]) {
        matching++;
      }
      if (matching == MARK.length) {
        return true;
      }
    }
    return false;
  }
}
