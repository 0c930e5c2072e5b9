package io.cogniscribe.projections.audit;

import static io.cogniscribe.projections.postgres.TextColumn.UNLIMITED;
import static io.cogniscribe.projections.postgres.TextColumn.check;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.audit.AuditEvent.RecordSkipped;
import io.cogniscribe.audit.AuditStatus;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.UnstorableException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A record of the audit trail as the table shows it. */
public record AuditRow(
    UUID id,
    @Nullable UUID userId,
    Actor actor,
    String action,
    String resourceType,
    @Nullable String resourceId,
    @Nullable InetAddress ipAddress,
    @Nullable String userAgent,
    AuditStatus status,
    @Nullable String code,
    @Nullable String details,
    @Nullable String errorMessage,
    UUID correlationId,
    Instant createdAt) {

  /**
   * The row of an event.
   *
   * @throws UnstorableException when the table cannot hold it
   */
  static AuditRow of(RecordedEvent<AuditEvent> event) {
    return switch (event.payload()) {
      case ActionAudited audited -> of(event, audited);
      case RecordSkipped(var action, var skipped, var ipAddress, var userAgent) ->
          of(
              event,
              new ActionAudited(
                  null,
                  action,
                  "parked_event",
                  skipped.resourceId(),
                  AuditStatus.SUCCESS,
                  null,
                  ipAddress,
                  userAgent,
                  skipped.details(),
                  null));
    };
  }

  private static AuditRow of(RecordedEvent<AuditEvent> event, ActionAudited audited) {
    check("actor_id", event.actor().id(), UNLIMITED);
    check("action", audited.action(), 64);
    check("resource_type", audited.resourceType(), 64);
    check("resource_id", audited.resourceId(), 64);
    check("user_agent", audited.userAgent(), 500);
    check("code", audited.code(), 64);
    check("details", audited.details(), UNLIMITED);
    check("error_message", audited.errorMessage(), UNLIMITED);
    return new AuditRow(
        event.eventId(),
        audited.userId(),
        event.actor(),
        audited.action(),
        audited.resourceType(),
        audited.resourceId(),
        address(audited.ipAddress()),
        audited.userAgent(),
        audited.status(),
        audited.code(),
        audited.details(),
        audited.errorMessage(),
        event.correlationId(),
        event.recordedAt());
  }

  private static @Nullable InetAddress address(@Nullable String literal) {
    try {
      return literal == null ? null : InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException e) {
      throw new UnstorableException("ip_address is not an IPv4 or IPv6 address");
    }
  }
}
