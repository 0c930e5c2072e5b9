package io.cogniscribe.projections.parking;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.audit.AuditStatus;
import io.cogniscribe.audit.SkippedRecord;
import io.cogniscribe.projections.engine.Coordinates;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads skips from logs that are older than the event {@code RecordSkipped}: {@code
 * PROJECTION/TOPIC-PARTITION@OFFSET} in the resource, {@code STREAM: REASON} in the details.
 */
final class EarlierSkip {

  private EarlierSkip() {}

  /** Returns the skip; empty when the action was another one, or was refused. */
  static Optional<SkippedRecord> of(ActionAudited audited) {
    String[] resource = Objects.requireNonNullElse(audited.resourceId(), "").split("/", 2);
    String[] details = Objects.requireNonNullElse(audited.details(), "").split(": ", 2);
    if (!audited.action().equals(AuditEvent.SKIP)
        || audited.status() != AuditStatus.SUCCESS
        || resource.length < 2
        || details.length < 2) {
      return Optional.empty();
    }
    return Coordinates.parse(resource[1])
        .map(at ->
            new SkippedRecord(
                resource[0],
                at.partition().topic(),
                at.partition().partition(),
                at.offset(),
                details[0],
                details[1]));
  }
}
