package io.cogniscribe.replay.explain;

import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.RecordedEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * Who made an event, when, and by which command. What it says is not among it, so that many can be
 * kept.
 *
 * @param type the event's name
 * @param commandId the id of the command that caused it
 */
public record Envelope(
    UUID streamId,
    String type,
    Instant recordedAt,
    Actor actor,
    UUID commandId,
    CommandPosition cause) {

  /** An event's envelope. */
  public static Envelope of(RecordedEvent<?> event) {
    return new Envelope(
        event.streamId(),
        event.type(),
        event.recordedAt(),
        event.actor(),
        event.causationId(),
        event.cause());
  }
}
