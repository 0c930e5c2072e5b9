package io.cogniscribe.replay.explain;

import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.RecordedEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * An event's origin: its aggregate, time and command. It omits the payload so that many envelopes
 * fit into memory.
 *
 * @param type the event's name
 * @param commandId the id of the command that caused the event
 */
public record Envelope(
    String type, Instant recordedAt, Actor actor, UUID commandId, CommandPosition cause) {

  public static Envelope of(RecordedEvent<?> event) {
    return new Envelope(
        event.type(), event.recordedAt(), event.actor(), event.causationId(), event.cause());
  }
}
