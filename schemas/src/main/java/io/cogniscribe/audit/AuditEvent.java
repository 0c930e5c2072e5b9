package io.cogniscribe.audit;

import io.cogniscribe.message.WireName;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the audit trail records. Who acted and when stands in the envelope. */
public sealed interface AuditEvent {

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
}
