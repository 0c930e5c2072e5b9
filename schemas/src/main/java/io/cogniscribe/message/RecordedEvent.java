package io.cogniscribe.message;

import java.time.Instant;
import java.util.UUID;

/**
 * An event as the log stores it permanently.
 *
 * @param streamId the id of the aggregate
 * @param version the aggregate's version after the event: 1, 2, 3, ... without gaps
 * @param occurredAt the time at which the command was issued, by the clock of its sender
 * @param recordedAt the time at which the command reached the log; never decreases within a
 *     partition
 * @param causationId the id of the command
 * @param cause the position of the command
 */
public record RecordedEvent<E>(
    UUID eventId,
    UUID streamId,
    long version,
    Instant occurredAt,
    Instant recordedAt,
    Actor actor,
    UUID correlationId,
    UUID causationId,
    CommandPosition cause,
    E payload) {

  /** Returns the stable name of the event's kind. */
  public String type() {
    return WireName.Names.of(payload.getClass());
  }
}
