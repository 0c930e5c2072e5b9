package io.cogniscribe.command.engine;

import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.wire.AvroCodec;
import java.util.function.Predicate;

/**
 * An aggregate type: its topics, its codecs and its rules.
 *
 * @param name the name of its processor, stores and sinks in the topology
 * @param stateVersion increases when a store changes its format: the stores with the new names are
 *     empty and are restored from the log
 * @param admission the conditions under which commands may be decided
 * @param exists accepts the states of an existing aggregate, for commands that require it
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
