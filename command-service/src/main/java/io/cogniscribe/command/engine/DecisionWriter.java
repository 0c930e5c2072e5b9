package io.cogniscribe.command.engine;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.audit.AuditEvent.RecordSkipped;
import io.cogniscribe.audit.AuditStatus;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import io.cogniscribe.wire.MessageTooLargeException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Drafts the results of a decision: events, state, outgoing messages, the outcome and its audit
 * event.
 */
final class DecisionWriter<C, E, N, S> {

  /** The decided command and its position. */
  record Cause<C>(
      CommandEnvelope<C> command,
      CommandPosition position,
      RecordedClock.Reading time,
      Headers headers) {

    Instant recordedAt() {
      return time.recordedAt();
    }

    /** Returns the Kafka timestamp of all records that are written for the command. */
    Instant timestamp() {
      return time.timestamp();
    }
  }

  private static final int MAX_USER_AGENT = 500;

  private final AggregateType<C, E, N, S> aggregateType;
  private final Outbox outbox;
  private final OutcomeStore outcomes;
  private final AvroCodec<Outcome> outcomeCodec = Codecs.outcomes();
  private final AvroCodec<RecordedEvent<AuditEvent>> auditCodec = Codecs.auditEvents();

  DecisionWriter(AggregateType<C, E, N, S> aggregateType, Outbox outbox, OutcomeStore outcomes) {
    this.aggregateType = aggregateType;
    this.outbox = outbox;
    this.outcomes = outcomes;
  }

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
        settle(draft, outcome(cause, reason), cause);
        audit(draft, cause, before.state(), before.state(), reason);
      }
    }
    return draft;
  }

  /** Returns the record of an outcome that is already stored, or is never stored. */
  Outbox.Outgoing answer(Outcome outcome, Instant at, Headers headers) {
    return outbox.outcome(outcome.aggregateId(), outcomeCodec.encode(outcome), at, headers);
  }

  private void accept(
      Draft<S> draft, Decision.Accepted<E, N> accepted, Cause<C> cause, Versioned<S> before) {
    Versioned<S> after = append(draft, accepted, cause, before);
    for (int i = 0; i < accepted.messages().size(); i++) {
      MessageWriter.OutgoingMessage message =
          aggregateType
              .messages()
              .write(
                  accepted.messages().get(i),
                  i,
                  cause.command(),
                  cause.position(),
                  cause.recordedAt());
      draft.add(outbox.message(message, cause.timestamp(), cause.headers()));
    }
    Outcome.Accepted result =
        new Outcome.Accepted(after.version(), aggregateType.decider().status(after.state()));
    switch (accepted.reply()) {
      case Decision.Now() -> {
        settle(draft, outcome(cause, result), cause);
        audit(draft, cause, before.state(), after.state(), null);
      }
      case Decision.Later() -> draft.store(outcome(cause, new Outcome.Pending()));
      case Decision.Settled(var commandId, var rejection) -> {
        settle(draft, settled(commandId, rejection == null ? result : rejection, cause), cause);
        audit(draft, cause, before.state(), after.state(), rejection);
      }
      case Decision.Nobody() -> {}
    }
  }

  private Versioned<S> append(
      Draft<S> draft, Decision.Accepted<E, N> accepted, Cause<C> cause, Versioned<S> before) {
    CommandEnvelope<C> command = cause.command();
    Versioned<S> current = before;
    for (E event : accepted.events()) {
      long version = current.version() + 1;
      RecordedEvent<E> recorded =
          new RecordedEvent<>(
              DerivedIds.of(command.commandId(), "event", (int) version, cause.recordedAt()),
              command.aggregateId(),
              version,
              command.issuedAt(),
              cause.recordedAt(),
              command.actor(),
              command.correlationId(),
              command.commandId(),
              cause.position(),
              event);
      current = new Versioned<>(version, aggregateType.decider().evolve(current.state(), recorded));
      draft.add(
          outbox.event(
              command.aggregateId(), aggregateType.events().encode(recorded), cause.timestamp()));
    }
    if (current.version() != before.version()) {
      draft.store(command.aggregateId(), current);
    }
    return current;
  }

  private Outcome outcome(Cause<C> cause, Outcome.Result result) {
    CommandEnvelope<C> command = cause.command();
    return new Outcome(
        command.commandId(),
        command.aggregateId(),
        command.actor(),
        cause.position(),
        cause.recordedAt(),
        command.fingerprint(),
        result);
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
    draft.add(answer(outcome, cause.timestamp(), cause.headers()));
  }

  private void audit(
      Draft<S> draft, Cause<C> cause, S before, S after, Outcome.@Nullable Rejected rejection) {
    CommandEnvelope<C> command = cause.command();
    aggregateType
        .audit()
        .attempt(command, before, after)
        .ifPresent(attempt -> {
          UUID id = DerivedIds.of(command.commandId(), "audit", 0, cause.recordedAt());
          RecordedEvent<AuditEvent> event =
              new RecordedEvent<>(
                  id,
                  id,
                  1,
                  command.issuedAt(),
                  cause.recordedAt(),
                  command.actor(),
                  command.correlationId(),
                  command.commandId(),
                  cause.position(),
                  audited(command, attempt, rejection));
          draft.add(
              outbox.audit(command.aggregateId(), auditCodec.encode(event), cause.timestamp()));
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
