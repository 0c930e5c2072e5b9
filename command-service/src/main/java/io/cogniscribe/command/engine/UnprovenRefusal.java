package io.cogniscribe.command.engine;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.audit.AuditStatus;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Refuses commands whose sender has not proven to be the actor. None of the sender's claims takes
 * effect: the outcome is not stored under the claimed command id, and the audit event names no
 * person and has an id that is independent of the claim.
 *
 * @param aggregateType the name of the aggregate type in the audit event
 */
record UnprovenRefusal(String aggregateType, Outbox outbox) {

  private static final AvroCodec<Outcome> OUTCOMES = Codecs.outcomes();
  private static final AvroCodec<RecordedEvent<AuditEvent>> AUDIT_EVENTS = Codecs.auditEvents();

  static final Outcome.Rejected REASON =
      Outcome.Rejected.of(
          Outcome.Reason.FORBIDDEN,
          "actor_not_proven",
          "a command without a valid actor signature may only submit, start, report on, complete "
              + "or fail a job, as producer or worker under a name that is not a UUID");

  /** Returns the outcome and the audit event. */
  List<Outbox.Outgoing> records(Cause<?> cause) {
    CommandEnvelope<?> command = cause.command();
    Outcome outcome =
        new Outcome(
            command.commandId(),
            command.aggregateId(),
            Actor.UNPROVEN,
            cause.position(),
            cause.recordedAt(),
            command.fingerprint(),
            REASON);
    return List.of(
        outbox.outcome(command.aggregateId(), OUTCOMES.encode(outcome), cause),
        outbox.audit(AUDIT_EVENTS.encode(auditEvent(cause)), cause));
  }

  private RecordedEvent<AuditEvent> auditEvent(Cause<?> cause) {
    CommandEnvelope<?> command = cause.command();
    UUID id = DerivedIds.of(idOf(cause.position()), "unproven", 0, cause.recordedAt());
    return new RecordedEvent<>(
        id,
        id,
        1,
        cause.recordedAt(),
        cause.recordedAt(),
        Actor.UNPROVEN,
        id,
        id,
        cause.position(),
        new ActionAudited(
            null,
            "unproven_command",
            aggregateType,
            command.aggregateId().toString(),
            AuditStatus.FAILURE,
            REASON.code(),
            null,
            null,
            "%s, claimed to be by %s %s"
                .formatted(command.type(), command.actor().kind().label(), command.actor().id()),
            REASON.message()));
  }

  private static UUID idOf(CommandPosition position) {
    return UUID.nameUUIDFromBytes(position.token().getBytes(StandardCharsets.UTF_8));
  }
}
