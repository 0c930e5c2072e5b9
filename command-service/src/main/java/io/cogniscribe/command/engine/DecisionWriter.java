package io.cogniscribe.command.engine;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.audit.AuditEvent.RecordSkipped;
import io.cogniscribe.audit.AuditStatus;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import io.cogniscribe.wire.MessageTooLargeException;
import java.net.InetAddress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Drafts the results of a decision: events, state, outgoing messages, the outcome and its audit
 * event.
 */
record DecisionWriter<C, E, N, S>(
    AggregateType<C, E, N, S> aggregateType, Outbox outbox, OutcomeStore outcomes) {

  private static final AvroCodec<Outcome> OUTCOMES = Codecs.outcomes();
  private static final AvroCodec<RecordedEvent<AuditEvent>> AUDIT_EVENTS = Codecs.auditEvents();
  private static final int MAX_USER_AGENT = 500;

  /**
   * Returns the results of a decision without writing them. If one of its records is too large for
   * the log, the results are those of a rejection.
   */
  Draft<S> draft(Decision<E, N> decision, Cause<C> cause, Versioned<S> before) {
    try {
      return draftAsItIs(decision, cause, before);
    } catch (MessageTooLargeException e) {
      return draftAsItIs(
          Decision.rejected(
              Outcome.Reason.INVALID,
              Refusal.TOO_LARGE.code(),
              "the result of the command is too large for a record of the log"),
          cause,
          before);
    }
  }

  private Draft<S> draftAsItIs(Decision<E, N> decision, Cause<C> cause, Versioned<S> before) {
    Draft<S> draft = new Draft<>(cause.timestamp());
    switch (decision) {
      case Decision.Accepted<E, N> accepted -> accept(draft, accepted, cause, before);
      case Decision.Rejected<E, N>(var reason) -> {
        settle(draft, cause.outcome(reason), cause);
        audit(draft, cause, before.state(), before.state(), reason);
      }
    }
    return draft;
  }

  /** Returns the record of an outcome of the cause or of an earlier command. */
  Outbox.Outgoing answer(Outcome outcome, Cause<?> cause) {
    return outbox.outcome(outcome.aggregateId(), OUTCOMES.encode(outcome), cause);
  }

  private void accept(
      Draft<S> draft, Decision.Accepted<E, N> accepted, Cause<C> cause, Versioned<S> before) {
    Versioned<S> after = append(draft, accepted, cause, before);
    for (int i = 0; i < accepted.messages().size(); i++) {
      MessageWriter.OutgoingMessage message =
          aggregateType.messages().write(accepted.messages().get(i), i, cause);
      draft.add(outbox.message(message, cause));
    }
    Outcome.Accepted result =
        new Outcome.Accepted(after.version(), aggregateType.decider().status(after.state()));
    switch (accepted.reply()) {
      case Decision.Now() -> {
        settle(draft, cause.outcome(result), cause);
        audit(draft, cause, before.state(), after.state(), null);
      }
      case Decision.Later() -> draft.store(cause.outcome(new Outcome.Pending()));
      case Decision.Settled(var commandId, var rejection) -> {
        settle(draft, settled(commandId, rejection == null ? result : rejection, cause), cause);
        audit(draft, cause, before.state(), after.state(), rejection);
      }
      case Decision.Nobody() -> {}
    }
  }

  private Versioned<S> append(
      Draft<S> draft, Decision.Accepted<E, N> accepted, Cause<C> cause, Versioned<S> before) {
    UUID aggregateId = cause.command().aggregateId();
    Versioned<S> current = before;
    for (E event : accepted.events()) {
      long version = current.version() + 1;
      UUID id = cause.derivedId("event", (int) version);
      RecordedEvent<E> recorded = cause.recorded(id, aggregateId, version, event);
      current = new Versioned<>(version, aggregateType.decider().evolve(current.state(), recorded));
      draft.add(outbox.event(aggregateType.events().encode(recorded), cause));
    }
    if (current.version() != before.version()) {
      draft.store(aggregateId, current);
    }
    return current;
  }

  /**
   * Returns the final outcome of an earlier command, whose pending outcome is stored with its own
   * fingerprint.
   */
  private Outcome settled(UUID commandId, Outcome.Result result, Cause<C> cause) {
    return new Outcome(
        commandId,
        cause.command().aggregateId(),
        cause.command().actor(),
        cause.position(),
        cause.recordedAt(),
        outcomes
            .find(cause.command().actor(), commandId, cause.timestamp())
            .map(Outcome::fingerprint)
            .orElse(null),
        result);
  }

  private void settle(Draft<S> draft, Outcome outcome, Cause<C> cause) {
    draft.store(outcome);
    draft.add(answer(outcome, cause));
  }

  private void audit(
      Draft<S> draft, Cause<C> cause, S before, S after, Outcome.@Nullable Rejected rejection) {
    CommandEnvelope<C> command = cause.command();
    aggregateType
        .audit()
        .attempt(command, before, after)
        .ifPresent(attempt -> {
          UUID id = cause.derivedId("audit", 0);
          RecordedEvent<AuditEvent> event =
              cause.recorded(id, id, 1, audited(command, attempt, rejection));
          draft.add(outbox.audit(AUDIT_EVENTS.encode(event), cause));
        });
  }

  private static AuditEvent audited(
      CommandEnvelope<?> command,
      AuditPolicy.Attempt attempt,
      Outcome.@Nullable Rejected rejection) {
    String code = rejection == null ? attempt.failureCode() : rejection.code();
    if (attempt.skipped() != null && code == null) {
      return new RecordSkipped(
          attempt.skipped(), address(command.clientAddress()), line(command.userAgent()));
    }
    return new ActionAudited(
        concerned(command.actor(), attempt.userId(), rejection),
        attempt.action(),
        attempt.resourceType(),
        attempt.resourceId(),
        code == null ? AuditStatus.SUCCESS : AuditStatus.FAILURE,
        code,
        address(command.clientAddress()),
        line(command.userAgent()),
        attempt.details(),
        rejection == null ? null : rejection.message());
  }

  /**
   * Returns the person that the audit event concerns. If a stranger is refused, it is the stranger,
   * or null, so that repeated attempts do not fill the owner's list.
   */
  private static @Nullable UUID concerned(
      Actor actor, @Nullable UUID userId, Outcome.@Nullable Rejected rejection) {
    boolean isRefusedStranger =
        rejection != null
            && rejection.reason() == Outcome.Reason.FORBIDDEN
            && userId != null
            && !actor.isUser(userId);
    if (!isRefusedStranger) {
      return userId;
    }
    return actor.kind() == ActorKind.USER ? UUID.fromString(actor.id()) : null;
  }

  // A producer on Kafka may send any text. The audit log stores only characters and lengths that
  // its columns can hold.

  private static @Nullable String line(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String printable = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    return printable.substring(0, Math.min(printable.length(), MAX_USER_AGENT));
  }

  private static @Nullable String address(@Nullable String text) {
    try {
      // An IPv6 zone is valid only on the client's machine, and PostgreSQL does not accept it.
      return text == null
          ? null
          : InetAddress.ofLiteral(text.replaceFirst("%.*", "")).getHostAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }
}
