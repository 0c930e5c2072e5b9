package io.cogniscribe.audit;

import io.cogniscribe.message.WireName;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the audit log records. Who acted and when stands in the envelope. */
public sealed interface AuditEvent {

  /** The action of a skip. */
  String SKIP = "skip_parked";

  /**
   * An action was taken, or refused.
   *
   * @param userId whose data it concerned; null where that is unknown
   * @param code why it was refused; null on success
   * @param ipAddress the client's address as the edge saw it; null for producers on Kafka
   */
  @WireName("ActionAudited")
  record ActionAudited(
      @Nullable UUID userId,
      String action,
      String resourceType,
      @Nullable String resourceId,
      AuditStatus status,
      @Nullable String code,
      @Nullable String ipAddress,
      @Nullable String userAgent,
      @Nullable String details,
      @Nullable String errorMessage)
      implements AuditEvent {}

  /**
   * An operator had a projection pass over a parked record. Projections learn of skips from here.
   *
   * @param action always {@link #SKIP}: readers find a skip by these bytes, without decoding the
   *     millions of other events
   */
  @WireName("RecordSkipped")
  record RecordSkipped(
      String action, SkippedRecord skipped, @Nullable String ipAddress, @Nullable String userAgent)
      implements AuditEvent {

    /** An event with its constant action. */
    public RecordSkipped(
        SkippedRecord skipped, @Nullable String ipAddress, @Nullable String userAgent) {
      this(SKIP, skipped, ipAddress, userAgent);
    }
  }
}
