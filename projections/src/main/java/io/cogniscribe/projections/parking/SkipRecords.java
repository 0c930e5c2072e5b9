package io.cogniscribe.projections.parking;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.audit.AuditStatus;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the records of the audit log by which operators had records skipped. */
public final class SkipRecords {

  /** Between the projection and the coordinates in the record's resource. */
  static final char SEPARATOR = '/';

  private static final Logger LOG = LoggerFactory.getLogger(SkipRecords.class);
  private static final byte[] MARK = SkipTrail.ACTION.getBytes(StandardCharsets.US_ASCII);

  private final AvroCodec<RecordedEvent<AuditEvent>> codec = Codecs.auditEvents();

  /** Returns the skip that a record of the audit log tells of; empty when it tells of none. */
  public Optional<SkippedEvent> in(ConsumerRecord<byte[], byte[]> record) {
    // Millions of records are no skips; decoding them would take most of the time.
    if (record.value() == null || !contains(record.value())) {
      return Optional.empty();
    }
    try {
      RecordedEvent<AuditEvent> event = codec.decode(record.value());
      return switch (event.payload()) {
        case ActionAudited audited -> skip(event, audited);
      };
    } catch (RuntimeException undecodable) {
      LOG.warn("{}@{} mentions a skip and cannot be read", record.topic(), record.offset());
      return Optional.empty();
    }
  }

  private static Optional<SkippedEvent> skip(
      RecordedEvent<AuditEvent> event, ActionAudited audited) {
    if (!audited.action().equals(SkipTrail.ACTION)
        || audited.status() != AuditStatus.SUCCESS
        || event.actor().kind() != ActorKind.OPERATOR) {
      return Optional.empty();
    }
    String resource = Objects.requireNonNullElse(audited.resourceId(), "");
    int separator = resource.indexOf(SEPARATOR);
    String[] details = Objects.requireNonNullElse(audited.details(), "").split(": ", 2);
    if (separator < 0 || details.length < 2) {
      return Optional.empty();
    }
    return Coordinates.parse(resource.substring(separator + 1))
        .map(at ->
            new SkippedEvent(
                resource.substring(0, separator),
                at,
                details[0],
                details[1],
                event.actor().id(),
                event.recordedAt()));
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
