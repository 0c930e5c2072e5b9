package io.cogniscribe.projector.parking;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.audit.AuditStatus;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projector.engine.Coordinates;
import io.cogniscribe.projector.engine.KafkaSource;
import io.cogniscribe.projector.engine.LogReader;
import io.cogniscribe.projector.engine.Stretch;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of the audit trail by which operators had records skipped. The trail is the only
 * truth about them: what a store knows of skips was read here.
 */
public final class SkipTrail {

  /** The action that a skip is recorded as. */
  public static final String ACTION = "skip_parked";

  /** Between the projection and the coordinates in the record's resource. */
  static final char SEPARATOR = '/';

  private static final Logger LOG = LoggerFactory.getLogger(SkipTrail.class);
  private static final byte[] MARK = ACTION.getBytes(StandardCharsets.US_ASCII);

  private final LogReader log;
  private final AvroCodec<RecordedEvent<AuditEvent>> codec = Codecs.auditEvents();

  public SkipTrail(LogReader log) {
    this.log = log;
  }

  public SkipTrail(KafkaSource kafka) {
    this(new LogReader(kafka));
  }

  /** How far a partition of the trail was read. */
  public record Position(String topicId, long next) {}

  /**
   * What was found.
   *
   * @param next how far the trail is read now
   */
  public record News(List<SkippedEvent> skipped, Map<TopicPartition, Position> next) {}

  /** Reads on from where the trail was read to, up to its end of today. */
  public News since(Map<TopicPartition, Position> read) {
    String topicId = log.topicId(Topics.AUDIT_EVENTS);
    List<SkippedEvent> skipped = new ArrayList<>();
    Map<TopicPartition, Position> next = new HashMap<>();
    for (Stretch whole : log.stretches(Topics.AUDIT_EVENTS)) {
      Position before = read.get(whole.partition());
      // Offsets of another topic of this name mean nothing.
      long from =
          before == null || !before.topicId().equals(topicId)
              ? whole.from()
              : Math.max(before.next(), whole.from());
      log.read(
          new Stretch(whole.partition(), from, whole.to()),
          records -> records.forEach(record -> skip(record).ifPresent(skipped::add)));
      next.put(whole.partition(), new Position(topicId, Math.max(from, whole.to())));
    }
    return new News(skipped, next);
  }

  private Optional<SkippedEvent> skip(ConsumerRecord<byte[], byte[]> record) {
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
    if (!audited.action().equals(ACTION)
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
