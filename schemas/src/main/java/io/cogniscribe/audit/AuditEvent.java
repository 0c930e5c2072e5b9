package io.cogniscribe.audit;

import io.cogniscribe.message.WireName;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of the audit log. The envelope has the actor and the time. */
public sealed interface AuditEvent {

  /** The action name of a skip. */
  String SKIP = "skip_parked";

  /**
   * An action was performed, or refused.
   *
   * @param userId the user whose data it concerned; null when unknown
   * @param code the reason for the refusal; null on success
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
   * An operator made a projection skip a parked record. Projections read their skips from these
   * events.
   *
   * @param action always {@link #SKIP}: readers find a skip by these bytes, without decoding the
   *     millions of other events
   */
  @WireName("RecordSkipped")
  record RecordSkipped(
      String action, SkippedRecord skipped, @Nullable String ipAddress, @Nullable String userAgent)
      implements AuditEvent {

    /** Creates an event with the constant action. */
    public RecordSkipped(
        SkippedRecord skipped, @Nullable String ipAddress, @Nullable String userAgent) {
      this(SKIP, skipped, ipAddress, userAgent);
    }
  }
}
