package io.cogniscribe.command.engine;

import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;

/**
 * A command that is being decided, and the source of everything that is recorded for it.
 *
 * @param recordedAt the time of the decision in events and outcomes
 * @param timestamp the Kafka timestamp of all records that are written for the command
 * @param headers the headers of the command's record
 */
public record Cause<C>(
    CommandEnvelope<C> command,
    CommandPosition position,
    Instant recordedAt,
    Instant timestamp,
    Headers headers) {

  /** Returns a payload as it is recorded for the command. */
  public <T> RecordedEvent<T> recorded(UUID id, UUID streamId, long version, T payload) {
    return new RecordedEvent<>(
        id,
        streamId,
        version,
        command.issuedAt(),
        recordedAt,
        command.actor(),
        command.correlationId(),
        command.commandId(),
        position,
        payload);
  }

  /** Returns the id of a record that the command causes; see {@link DerivedIds#of}. */
  public UUID derivedId(String kind, int index) {
    return DerivedIds.of(command.commandId(), kind, index, recordedAt);
  }

  Outcome outcome(Outcome.Result result) {
    return new Outcome(
        command.commandId(),
        command.aggregateId(),
        command.actor(),
        position,
        recordedAt,
        command.fingerprint(),
        result);
  }
}
