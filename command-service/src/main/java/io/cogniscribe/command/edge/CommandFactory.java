package io.cogniscribe.command.edge;

import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandEnvelope;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds commands from requests, and sets their ids, times and origins. */
public record CommandFactory(InstantSource clock) {

  /** Builds a command in the actor's name. A retry of the request gives the same command again. */
  public <C> CommandEnvelope<C> repeatable(
      WriteRequest request, Actor actor, UUID aggregateId, C command) {
    UUID commandId = request.ids(actor.id()).commandId();
    return repeatable(request, actor, commandId, aggregateId, command);
  }

  /** Builds a repeatable command whose id is derived from more than the actor's id. */
  public <C> CommandEnvelope<C> repeatable(
      WriteRequest request, Actor actor, UUID commandId, UUID aggregateId, C command) {
    Long version = request.headers().expectedVersion();
    String fingerprint = request.fingerprint();
    return envelope(request.origin(), actor, commandId, aggregateId, version, fingerprint, command);
  }

  /** Builds a command that is never a retry of another one, whatever headers the request has. */
  public <C> CommandEnvelope<C> unrepeatable(
      RequestOrigin origin, Actor actor, UUID aggregateId, C command) {
    return withId(origin, actor, RequestIds.fresh().commandId(), aggregateId, command);
  }

  /** Builds a command whose id does not depend on the request. */
  public <C> CommandEnvelope<C> withId(
      RequestOrigin origin, Actor actor, UUID commandId, UUID aggregateId, C command) {
    return envelope(origin, actor, commandId, aggregateId, null, null, command);
  }

  /** Builds a repeatable command that ignores the version in the request. */
  <C> CommandEnvelope<C> ofAnyVersion(
      WriteRequest request, Actor actor, UUID aggregateId, C command) {
    UUID commandId = request.ids(actor.id()).commandId();
    String fingerprint = request.fingerprint();
    return envelope(request.origin(), actor, commandId, aggregateId, null, fingerprint, command);
  }

  private <C> CommandEnvelope<C> envelope(
      RequestOrigin origin,
      Actor actor,
      UUID commandId,
      UUID aggregateId,
      @Nullable Long expectedVersion,
      @Nullable String fingerprint,
      C command) {
    return new CommandEnvelope<>(
        commandId,
        aggregateId,
        actor,
        clock.instant(),
        expectedVersion,
        fingerprint,
        origin.correlationId(),
        origin.clientAddress(),
        origin.userAgent(),
        command);
  }
}
