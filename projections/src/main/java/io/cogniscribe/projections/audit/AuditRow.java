package io.cogniscribe.projections.audit;

import static io.cogniscribe.projections.postgres.ColumnType.INET;
import static io.cogniscribe.projections.postgres.ColumnType.TEXT;
import static io.cogniscribe.projections.postgres.ColumnType.TIMESTAMPTZ;
import static io.cogniscribe.projections.postgres.ColumnType.UUID;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.audit.AuditEvent.RecordSkipped;
import io.cogniscribe.audit.AuditStatus;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.UnstorableException;
import io.cogniscribe.projections.postgres.Column;
import io.cogniscribe.projections.postgres.Table;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code audit_logs}. */
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

  static final Table<AuditRow> TABLE =
      new Table<>(
          "audit_logs",
          "id",
          List.of("id", "created_at"),
          List.of(
              new Column<>("id", UUID, AuditRow::id),
              new Column<>("user_id", UUID, AuditRow::userId),
              new Column<>("actor_kind", TEXT, 16, row -> row.actor().kind().label()),
              new Column<>("actor_id", TEXT, row -> row.actor().id()),
              new Column<>("action", TEXT, 64, AuditRow::action),
              new Column<>("resource_type", TEXT, 64, AuditRow::resourceType),
              new Column<>("resource_id", TEXT, 64, AuditRow::resourceId),
              new Column<>("ip_address", INET, AuditRow::ipAddress),
              new Column<>("user_agent", TEXT, 500, AuditRow::userAgent),
              new Column<>("status", TEXT, 16, row -> row.status().label()),
              new Column<>("code", TEXT, 64, AuditRow::code),
              new Column<>("details", TEXT, AuditRow::details),
              new Column<>("error_message", TEXT, AuditRow::errorMessage),
              new Column<>("correlation_id", UUID, AuditRow::correlationId),
              new Column<>("created_at", TIMESTAMPTZ, AuditRow::createdAt)));

  /**
   * Returns the row of an event.
   *
   * @throws UnstorableException when the table cannot store it
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
    return TABLE.checked(
        new AuditRow(
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
            event.recordedAt()));
  }

  private static @Nullable InetAddress address(@Nullable String literal) {
    try {
      return literal == null ? null : InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException e) {
      throw new UnstorableException("ip_address is not an IPv4 or IPv6 address");
    }
  }
}
