package io.cogniscribe.message;

import java.time.Instant;
import java.util.UUID;

/**
 * An event as the log keeps it for ever.
 *
 * @param streamId the aggregate that it happened to
 * @param version the aggregate's version after it: 1, 2, 3, ... without a gap
 * @param occurredAt when the command was issued, by the clock of whoever issued it
 * @param recordedAt when the command reached the log; never runs backwards within a partition
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
