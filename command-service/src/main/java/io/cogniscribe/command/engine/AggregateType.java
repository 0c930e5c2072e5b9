package io.cogniscribe.command.engine;

import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.wire.AvroCodec;
import java.util.function.Predicate;

/**
 * One aggregate type of aggregates: its topics, its codecs, its rules.
 *
 * @param name names its processor, its stores and its sinks in the topology
 * @param stateVersion goes up when a store changes its shape: those of the new names are empty
 *     beside a log that is not, and are restored from the log
 * @param admission which commands may be decided
 * @param exists whether an aggregate in that state exists, for commands that require it
 */
public record AggregateType<C, E, N, S>(
    String name,
    int stateVersion,
    String commandsTopic,
    String eventsTopic,
    String outcomesTopic,
    String messagesTopic,
    AvroCodec<CommandEnvelope<C>> commands,
    AvroCodec<RecordedEvent<E>> events,
    AvroCodec<Versioned<S>> states,
    Decider<C, E, N, S> decider,
    MessageWriter<C, N> messages,
    AuditPolicy<C, S> audit,
    Admission<C> admission,
    Predicate<S> exists) {

  String stateStore() {
    return name + "-state-" + stateVersion;
  }

  String outcomeStore() {
    return name + "-outcomes-" + stateVersion;
  }
}
